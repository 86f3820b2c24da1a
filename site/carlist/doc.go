// Package carlist reads a table of vehicles, one a row, as dealers keep them in
// a spreadsheet, and assesses each: the command line and the page share it.
//
// # The table
//
// The first row names the columns, in any order, in Azerbaijani, English or
// Russian, or by the names of the contract; a column that is not known is left
// out and named. Cells are parted by commas, semicolons or tabs, whichever the
// first row uses most; a cell may stand in double quotes. Only price is needed;
// what a row does not say takes the default:
//
//	name            anything that tells the rows apart
//	kind            car (default) bus truck tractor trailer motorcycle quadricycle yacht
//	fuel            petrol (default) diesel gas hybrid_petrol hybrid_diesel electric
//	engineCC        engine volume, cm3 (2.0 l is not understood: write 1998)
//	produced        day of production: 2021-05-01 or 01.05.2021
//	mileageKm
//	mass            own mass, kg (trailers)
//	price           of one vehicle
//	currency        USD (default); of price, freight, insurance and fee alike
//	freight         to the border
//	insurance
//	fee             auction fee or another cost that belongs to the customs value
//	pieces          how many such vehicles; 1
//	origin          country of origin, by name or code
//	from            country it is shipped from
//	proof           none (default) st1: certificate of origin
//	date            day of import; the day the whole list has
//
// A row with a slip is listed with its number, column, text and reason, and the
// others are assessed.
package carlist
