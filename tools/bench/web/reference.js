// The payments of one declaration written out with a decimal library of the web:
// the measure of what the same arithmetic costs in plain JavaScript. It has the
// rates in the code and no steps, sources, bands by date or units, which the engine has.
// make(D) takes the constructor of decimal.js or of big.js.
globalThis.referenceOf = function (D) {
  const bands = [[1000, 15], [10000, 60], [50000, 120], [100000, 200], [500000, 300], [1000000, 600], [null, 1000]];
  const round = (x) => new D(x.toFixed(2));
  return function assess(d) {
    const rate = { USD: new D('1.7') };
    let total = new D(0);
    let value = new D(0);
    for (const l of d.lines) {
      const cv = round(new D(l.price.amount).times(rate[l.price.currency]));
      const duty = round(cv.times(l.duty.replace(' %', '')).div(100));
      const excise = round(new D(l.quantities.l).times('3.6'));
      const vat = round(cv.plus(duty).plus(excise).times(18).div(100));
      value = value.plus(cv);
      total = total.plus(duty).plus(excise).plus(vat);
    }
    const fee = new D(bands.find(([to]) => to === null || value.lte(to))[1]);
    const sheets = 1 + Math.ceil(Math.max(0, d.lines.length - 1) / 3);
    const service = new D(30).times(sheets);
    const serviceVAT = round(service.times(18).div(100));
    return total.plus(fee).plus(service).plus(serviceVAT).toFixed(2);
  };
};
