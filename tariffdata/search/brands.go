package search

// products are makers' names that stand for one thing, which the everyday words
// have: iphone → 851713. What follows them is mostly a model.
var products = wordSet(
	"iphone ipad macbook imac airpods playstation ps4 ps5 xbox nintendo gopro galaxy redmi kindle lego pampers castrol motul lukoil",
	"аифон аипад макбук аирподс плеистеишн лего памперс памперсы",
	"toyota hyundai kia mercedes bmw audi lexus nissan mazda chevrolet volkswagen opel ford honda tesla byd lada jeep subaru mitsubishi porsche renault peugeot skoda volvo",
	"тоиота мерседес бмв ауди киа хендаи хендэ лексус ниссан мазда форд хонда тесла лада шевроле фольксваген",
)

// brands are makers' names that stand for many things: beside another word that
// is known they say nothing, and they must not be taken for a misspelt word
// (nike for nickel).
var brands = wordSet(
	"samsung lg sony panasonic philips toshiba sharp tcl hisense haier xiaomi huawei honor nokia motorola oppo vivo realme oneplus poco lenovo asus acer dell hp msi intel amd nvidia",
	"canon nikon fujifilm epson brother xerox jbl bose sennheiser marshall logitech razer anker baseus tplink dji garmin amazfit fitbit",
	"bosch siemens electrolux whirlpool indesit ariston beko arcelik vestel gorenje miele aeg dyson tefal braun moulinex kenwood delonghi karcher rowenta redmond midea gree daikin artel",
	"makita dewalt metabo stihl husqvarna hilti ryobi einhell hitachi honda yamaha suzuki kawasaki ducati",
	"nike adidas puma reebok asics skechers converse fila umbro lacoste zara hm lcwaikiki waikiki koton defacto levis gucci prada dior chanel versace armani hugo boss burberry calvin klein tommy hilfiger michael kors",
	"rolex casio tissot omega seiko citizen rayban",
	"nivea loreal garnier maybelline oriflame avon colgate oralb gillette",
	"michelin bridgestone goodyear continental pirelli nokian hankook yokohama kumho lassa petlas varta mutlu liqui moly",
	"nescafe lavazza lipton ahmad azercay coca cola pepsi fanta sprite nestle ferrero milka snickers nutella barilla heinz marlboro winston kent parliament",
	"ikea caterpillar komatsu jcb knauf grohe vitra hansgrohe",
	"самсунг сони филипс панасоник хуавеи сяоми ксиаоми леново асус хп бош сименс электролюкс макита деволт наик адидас пума зара шанель диор роллекс ролекс касио мишлен нокиа нескафе липтон",
)
