/** "What the page noticed": markup of the instrument; `shop/drawer.ts` fills it from the tracker's reports. */
export const drawer = `<aside class="drawer" aria-label="What the page noticed">
<button type="button" class="drawer-line" aria-expanded="false" aria-controls="noticed"><span class="pulse" aria-hidden="true"></span>What the page noticed <span class="tag">demo only</span></button>
<div class="in" id="noticed">
<h2>Moments</h2>
<ol data-moments></ol><p class="none" data-no-moments></p>
<h2>Segments you are in</h2>
<p class="chips" data-segments></p>
<h2>Decided here</h2>
<ul data-decided></ul><p class="none" data-undecided></p>
<section data-clock hidden>
<h2>Clock <time data-clock-now></time></h2>
<p class="row"><button type="button" data-skip-hours="3">Skip 3 hours</button><button type="button" data-skip-hours="24">Skip 1 day</button></p>
</section>
<p class="row"><a href="/dashboard/visitors" data-me>Me in the dashboard</a><a href="/demo/your-data/">Erase my data</a></p>
</div>
<template data-moment-row><li><time></time><span><b></b><span></span><i></i></span></li></template>
<template data-decided-row><li><b></b><span></span></li></template>
</aside>`;
