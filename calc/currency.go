package calc

// isoCurrencies are the ISO 4217 codes of money in use, and XDR, which the
// Central Bank of Azerbaijan prints as SDR.
const isoCurrencies = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD " +
	"CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD " +
	"HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD " +
	"MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG " +
	"QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS " +
	"UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMW ZWG"

// KnownCurrency reports whether cur is the code of a currency.
func KnownCurrency(cur string) bool {
	if len(cur) != 3 {
		return false
	}
	for i := 0; i+3 <= len(isoCurrencies); i += 4 {
		if isoCurrencies[i:i+3] == cur {
			return true
		}
	}
	return false
}

// Currencies lists the known codes, alphabetically.
func Currencies() []string {
	var out []string
	for i := 0; i+3 <= len(isoCurrencies); i += 4 {
		out = append(out, isoCurrencies[i:i+3])
	}
	return out
}
