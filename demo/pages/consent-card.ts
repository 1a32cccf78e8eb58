/**
 * The consent question. Yes and no have the same size, nothing is ticked beforehand; it is hidden until the
 * browser knows that this visitor has not answered yet. Fixed, so that it moves nothing.
 */

/** The purposes as the visitor reads them. */
const purposeBoxes = `<label><input type="checkbox" name="measure"><span><b>Measure</b> What is looked at and ordered, for the shop’s own figures.</span></label>
<label><input type="checkbox" name="personalise"><span><b>Personalise</b> Show what fits what you looked at here.</span></label>
<label><input type="checkbox" name="push"><span><b>Notify</b> Messages of the browser, once you have said yes to them there as well.</span></label>`;

export const consentCard = `<section class="consent" aria-labelledby="consent-title" data-consent-card hidden>
<h2 id="consent-title">May the shop remember you?</h2>
<p>With a yes, Polana notes what you look at, to show you what fits. It stays with this shop; until you answer nothing is stored or sent. <a href="/demo/your-data/">Your data</a></p>
<form>
<fieldset class="purposes" id="consent-purposes" hidden><legend class="unseen">Purposes</legend>
${purposeBoxes}
</fieldset>
<div class="answers"><button type="button" class="cta" data-answer="all">Accept</button><button type="button" class="ghost" data-answer="none">Only what is needed</button></div>
<button type="button" class="quiet" data-answer="choose" aria-expanded="false" aria-controls="consent-purposes">Choose</button>
<button type="submit" class="ghost save" hidden>Save my choice</button>
</form>
</section>`;
