// Calculations of every kind, as links: what two builds of the site must answer
// alike. Used by compilers.test.mjs and tools/bench/compilers.mjs.
const digger = 'code=842952&price=10000&price-cur=AZN&date=2026-07-09';
const suitcase = 'goods-1-name=laptop&goods-1-price=700&goods-2-name=coat&goods-2-price=500&goods-3-price=300';
const usd = 'fx-1-rate=1.7&fx-1-rate-cur=USD&date=2026-07-02';
const car = 'kind=car&price=10000&rate=1.7&date=2026-07-09';

export const links = [
  // goods: known, unknown and chosen rates, combined rates, origins, several lines, slips, large sums
  'goods/#1.code=220421&1.price=1000&1.origin=GE&1.q-l=200&1.duty=15%20%25&date=2026-07-09',
  'goods/#1.code=847130&1.price=1000&1.origin=CN&1.duty=15&rate-USD=1.7&date=2026-07-09',
  'goods/#1.code=847130&1.price=1000&1.scenario=5&date=2026-07-09',
  'goods/#1.code=847130&1.price=1000&1.origin=RU&date=2026-07-09',
  'goods/#1.code=847130&1.price=1000&1.origin=RU&2.code=2203&2.price=12345678.90&2.price-cur=EUR&date=2026-07-09',
  'goods/#1.code=8703&1.price=987654321.12&date=2026-07-09',
  'goods/#1.code=8471&1.price=99999999999.99&1.duty=15&date=2026-07-09',
  'goods/#1.code=22042109&1.price=1000&2.code=8471&2.price=12x&date=2026-07-09',
  'goods/#1.code=2402100000&1.price=1000&1.variant=cigars&date=2026-07-09',
  'goods/#1.code=0902&1.price=50&1.duty=5&2.code=2710&2.price=400&2.q-t=1&date=2026-07-09',
  'goods/#1.code=740400&1.price=5000&flow=export&date=2026-07-09',
  'goods/#1.code=847130&1.price=1000&1.duty=15&date=2019-07-09',
  // vehicles
  ...['fuel=petrol&cc=1998&made=2019-08-01', 'fuel=diesel&cc=2993&made=2015-01-01', 'fuel=hybrid&cc=1798&made=2024-03-01', 'fuel=electric&made=2023-01-01&kw=150',
    'fuel=petrol&cc=5700&made=2026-01-01', 'fuel=petrol&cc=1499&made=2012-01-01&origin=GE'].map((q) => `car/#${car}&${q}`),
  // individuals
  `parcel/#${usd}&goods-1-price=288&delivery=12`,
  `parcel/#${usd}&goods-1-item=whisky&goods-1-price=30&goods-1-l=0.7&goods-1-duty=15`,
  `parcel/#${usd}&goods-1-item=phone&goods-1-price=200&phoneUsed=1&goods-1-duty=0`,
  `traveller/#${usd}&${suitcase}`,
  `traveller/#${usd}&adults=2&minors=1&${suitcase}`,
  `traveller/#${usd}&foreign=12000&foreign-cur=USD&manat=5000`,
  `traveller/#${usd}&flow=export&goods-1-item=caviar&goods-1-g=250&goods-1-price=300`,
  `phone/#${usd}&price=900`,
  `phone/#${usd}&price=900&purpose=sale&paid=1`,
  // time
  'late/#debt=10000&due=2026-01-10&paid=2026-02-24',
  'late/#debt=10000&due=2026-01-10&paid=2026-06-01&from=2026-01-20&until=2026-03-11&rate=6.5&afrom=2026-04-01&ato=2026-04-11',
  'late/#how=presented&presented=2026-03-05',
  `temporary/#${digger}&duty=15%25&months=14&release=2027-12-15`,
  `temporary/#${digger}&relief=full&duty=15%25`,
  `procedures/#${digger}&duty=15%25`,
  `procedures/#${digger}&duty=15%25&procedure=re_import&exported=2025-01-01`,
  `security/#kind=value_dispute&${digger}&duty=15%25&corrected=14000&corrected-cur=AZN`,
  'security/#kind=comprehensive&debts-1-amount=100&debts-1-from=2026-01-01&debts-1-to=2026-01-10&debts-2-amount=50&debts-2-from=2026-01-10&debts-2-to=2026-01-20',
  'refund/#paid=2025-07-01&claimed=2025-08-10&decided=2025-08-20&refunded=2026-01-10&amount=10000',
  'border/#kind=truck&axles=4&stay=20&way=out&declared=10&date=2026-09-08&p-over_quota=1',
  'storage/#from=2026-07-09&to=2026-07-19&mass=1000',
  'storage/#about=marks&variant=cigarettes&quantity=10000&obtained=2025-11-01&imported=2026-01-15&count=500',
  'value/#price=10000&price-cur=USD&term=FCA&fx=1.7&freight=500&date=2026-07-09',
  `compare/#base=${encodeURIComponent('1.code=847130&1.price=1000&1.origin=CN&1.duty=15&rate-USD=1.7&date=2026-07-09')}&v-1-origin=RU&v-1-from=RU&v-1-proof=st1&v-2-date=2026-02-02&v-3-price=77&v-3-price-cur=EUR`,
  'code/#847130', 'code/#0101210000', 'code/#8703',
];

export const queries = ['noutbuk', 'telefon', 'çay', 'чай', 'laptop', 'qadin ayaqqabi', 'qadın ayaqqabısı', '8471 30', 'pomidor', 'tomatos', 'kofe', 'televizr', 'машина', 'ИЗЮМ', 'İpək', 'zzzz'];

/** What a page answers: everything a person reads of it. */
export async function answerOf(page) {
  // Names that arrive are painted when the page finds time: wait until nothing changes.
  await page.evaluate(() => new Promise((done) => {
    const settled = () => { seen.disconnect(); done(); };
    let wait = setTimeout(settled, 500);
    const seen = new MutationObserver(() => { clearTimeout(wait); wait = setTimeout(settled, 500); });
    seen.observe(document.getElementById('main'), { subtree: true, childList: true, characterData: true });
  }));
  return page.evaluate(() => {
    const el = document.getElementById('main');
    document.getElementById('live')?.replaceChildren(); // announced after a pause, as the machine finds time
    const fields = [...el.querySelectorAll('input,select,textarea')].map((e) => `${e.id}=${e.type === 'checkbox' || e.type === 'radio' ? e.checked : e.value}`);
    return { total: document.querySelector('[data-total]')?.dataset.total ?? null, text: el.innerText, fields };
  });
}
