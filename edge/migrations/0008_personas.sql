-- What a shop has chosen for its personas: its trade, and numbers of its own. Not published: nothing live follows from it.
CREATE TABLE persona_settings (
  site TEXT PRIMARY KEY,
  body TEXT NOT NULL               -- JSON, model/personas.ts PersonaSettings
) WITHOUT ROWID;
