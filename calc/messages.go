package calc

// The message keys the engine uses. A face has a text for each of them in
// every language it speaks; a test of the texts walks these lists. Arguments
// of a message are named in its comment.

// Reasons a charge is not simply applied.
var Reasons = []string{
	"rate_unknown",                 // no rate of the code is known
	"rate_unresolved",              // the tariff's wording was not understood in full
	"rate_expired",                 // the known rate ended and the tariff does not say what follows
	"rate_out_of_season",           // the known rate is for other months
	"no_rate_for_date",             // the table has no row for the day
	"missing_input",                // see needs
	"base_open",                    // depends on a charge that is not settled
	"free_rate",                    // the rate is 0
	"zero_rate",                    // VAT at 0 %; article
	"relief",                       // article
	"preference",                   // country
	"excise_not_listed",            // not among the excisable goods known for the code
	"excise_variant_none",          // the user says it is not the excisable kind
	"excise_variant_open",          // the code alone does not decide
	"excise_marks_paid",            // paid with the marks (Tax Code 191.3-1)
	"excise_exempt",                // article, until
	"excise_rate_not_found",        // excisable, but its rate was not found
	"marks_duty_not_found",         // state duty for excise marks: amount not found
	"road_tax_variant_open",        // the code alone does not decide whether it is motor fuel
	"procedure_exempt",             // procedure
	"export_duty_not_listed",       // no export duty is known for the code
	"paper_declaration",            // no e-service on paper
	"fee_not_on_transit",           // the clearance fee is not charged on transit
	"reported_fee",                 // fee known from an old report only
	"within_allowance",             // limit
	"fee_on_simplified",            // whether the fee applies to simplified declarations was not found
	"excise_no_engine",             // a vehicle with an electric motor only has no engine volume
	"excise_special_vehicle",       // special-purpose vehicle (Tax Code 190.1.7)
	"excise_gas_bus",               // bus on compressed gas (Tax Code 190.1.8)
	"fee_not_yet",                  // the fee was not charged yet on the day
	"fee_too_young",                // the vehicle is too young for the fee
	"fee_rarity",                   // rarity vehicles do not bear the fee
	"fee_not_charged_electric",     // by practice electric vehicles do not bear the fee
	"fee_kind_not_found",           // whether the fee is for this kind of vehicle was not found
	"marks_duty_each",              // amount: state duty for one excise mark
	"fee_not_on_temporary_storage", // the goods' own declaration comes later
	"fee_on_short_declaration",     // whether the fee applies to the short import declaration was not found
	"no_days",                      // no day is charged
	"marks_rate_not_risen",         // the rate of excise did not rise after the marks were obtained
	"permit_quota",                 // freed by a permit of the quota
	"heavy_with_quota",             // whether 211.2 is charged beside a permit of the quota is not clear
	"excise_ordinary",              // an individual's goods without a code, taken as ordinary
	"within_quantity",              // quantity, limit_key
	"personal_use",                 // free without a stated quantity
	"fee_within_allowance",         // goods of individuals inside the limits
	"phone_for_sale",               // cleared with duty and VAT for sale: exempt
	"phone_sale_unclear",           // for sale, without duty and VAT paid
	"phone_further",                // reported for a further device
	"rate_assumed",                 // percent: taken for an individual's goods whose own rate is not known
}

// Whys of a need.
var Whys = []string{
	"need_price", "need_fx", "need_quantity", "need_net_mass", "need_gross_mass", "need_alcohol", "need_engine",
	"need_variant", "need_duty_rate", "need_origin_proof", "need_direct_dispatch", "need_same_trader", "need_months",
	"need_processing_cost", "need_vehicle", "need_piece_for_carat",
}

// WarningCodes of an assessment.
var WarningCodes = []string{
	"fx_older_than_date",                            // currency, bulletin, date
	"fx_newer_than_date",                            // currency, bulletin, date
	"law_horizon",                                   // known_to: dates after it use the last known law
	"relief_not_in_force",                           // article, from, until
	"relief_other_goods",                            // article: not for this code
	"relief_unknown",                                // article
	"cost_in_price",                                 // term, part: already in the price under the term, not added
	"ddp_price",                                     // a DDP price may hold duties and taxes; separable only if shown apart
	"over_100_lines",                                // a paper or electronic declaration has at most 100 lines
	"excise_rate_may_be_old",                        // variant, since, maybe: the last confirmed rate is used
	"excise_wholesale_floor",                        // the base may not be below the wholesale market price
	"excise_marked_goods", "excise_marked_personal", // must carry excise marks
	"vat_base_marks_excise",    // excise paid with marks is not in the VAT base by the letter of 162.1
	"code_not_in_nomenclature", // code, known: the longest known prefix
	"user_rate_overrides",      // known: the known rate that was overridden
	"preference_available",     // country: would apply with the proof
	"code_by_description",      // the source names goods, the code is by description
	"prohibited",               // what: import is prohibited
	"tariff_table_user",        // name: a table loaded by the user
	"allowance_note",           // channel, per
	"no_allowance_for_date",    // channel: no limit is known for the day
	"adults_only",              // limit_key: not for a person under 18
	"minor_supplement",         // a minor's amount is added to that of the adult
	"food_over",                // limit_key: what is over is taken as ordinary goods
	"second_phone",             // per
	"many_identical",           // n
	"must_declare",             // rule
	"needs_permit",             // rule
	"phone_paid_personal",      // the exemption names devices for sale only
	"phone_register",           // the state duty of the register is apart
	"month_started",            // partial months are counted as whole ones
	"stay_too_long",            // most: months
	"re_import_term",           // years
	"vehicle_factor_unnamed",   // fuel: the law names no factor for this kind of engine
	"vehicle_factor_mileage",   // km, factor: the mileage was not said and taken as less
	"vehicle_over_age",         // years, act: too old to be imported
	"vehicle_over_age_by_day",  // years, produced, act: too old by the day, not by the calendar year practice goes by
	"vehicle_euro4",            // year, country, act: made before cars of that market met Euro 4
	"vehicle_euro4_market",     // year, act: whether it meets Euro 4 depends on the market it was made for
	"vehicle_not_made_yet",     // produced: after the day of import
	"vehicle_relief_ended",     // article, until
	"temporary_excise",         // the Tax Code frees temporary imports from excise
	"due_not_working",          // day, next: the payment day is no working day, and the Code does not move it
	"holidays_not_known",       // year
	"late_year_days",           // days, year: one year was taken as days; by the calendar it has year
	"deferral_term",            // days, from, to: a deferral is granted for from–to days
	"deferral_year_days",       // days: basis of the discount rate
	"discount_rate_may_be_old", // rate, known_to
	"appeal_term",              // days: a complaint is decided in so many
	"term_over",                // last, day: the relief is lost
	"term_needs_extension",     // last, extended: only when customs prolonged the term
	"correction_lowers",        // the correction makes the debt smaller
	"decision_late",            // days after the last day of the decision
	"refund_taxes_own_law",     // taxes and state duty go back by their own laws
	"refund_interest_fault",    // only when customs are at fault
	"storage_started",          // started 24 hours and 100 kg count as whole ones
	"fee_old_report",           // year of the report
	"marks_rate_fell",          // amount
	"marks_before",             // since: excise is paid with the marks only since then
	"month_is_30_days",         // near the bound of a month or a year
	"road_tax_electric",        // the Code has no band for a car without engine volume
	"permit_quota",             // days
	"permit_other_kind",        // permit: not sold for this kind of vehicle
	"heavy_paid_at_entry",      // at exit the stay alone is settled
}

// FaultCodes of refused input.
var FaultCodes = []string{
	"bad_json",         // at: line:column, want
	"bad_utf8",         //
	"too_big",          // most
	"too_deep",         // most
	"duplicate_key",    // key
	"unknown_field",    // key
	"wrong_type",       // want
	"missing_field",    //
	"bad_number",       //
	"number_too_large", // most
	"negative",         //
	"not_positive",     //
	"not_whole",        //
	"bad_date",         //
	"date_range",       // from, to
	"code_letters",     //
	"code_length",      // digits
	"unknown_currency", //
	"unknown_unit",     //
	"unknown_country",  //
	"unknown_choice",   // allowed
	"bad_rate",         // label, at
	"no_lines",         //
	"too_many_lines",   // most
	"conflict",         // with
	"out_of_range",     // from, to
	"ambiguous_number", // one, other: of a table
	"no_column",        // column: of a table
	"extra_cell",       // a cell beyond the columns of a table
	"litres",           // an engine volume in litres where cm3 are asked
}

// StepOps of a computation, with their arguments in order.
var StepOps = []string{
	"price",         // amount, currency, manat for 1 → manat
	"price_azn",     // amount → manat
	"delivery",      // parts in manat … → their sum
	"share",         // total, weight of the line, sum of weights → manat
	"value_sum",     // price in manat, share of delivery → customs value
	"excess",        // value, part of the allowance → taxable value
	"free_quantity", // quantity, free of it, unit → quantity charged
	"phone_band",    // price, over, up to, currency → manat
	"part_value",    // value, quantity charged, quantity, unit → value charged
	"percent",       // base, per cent → manat
	"specific",      // quantity, unit, amount, currency, per quantity → amount in the currency
	"above",         // quantity, over, unit → the part above
	"add",           // a, b, currency → sum
	"convert",       // amount, currency, rate, to → amount
	"at_least",      // parts … → the greatest
	"at_most",       // parts … → the smallest
	"sum",           // parts … → sum
	"free",          // → 0
	"until",         // last day → the rate that applies
	"after",         // last day → the rate that applies
	"in_season",     // month → the rate that applies
	"out_of_season", // month → the rate that applies
	"unit",          // quantity, unit, to unit → quantity
	"net_mass",      // kg → kg: the net mass stands for a quantity in kg
	"pure_alcohol",  // litres, % vol → litres of pure alcohol
	"carats_each",   // carats, stones → carats of a stone
	"round",         // exact → rounded to 0.01
	"base",          // parts … → base
	"band",          // value, over, up to → fee
	"double",        // fee → twice
	"sheets",        // lines → sheets
	"per_sheet",     // sheets, fee → amount
	"months",        // months, per cent a month → per cent
	"cap",           // per cent, most → per cent
	"partial",       // full charge, per cent → amount
	"times",         // amount, factor → amount
	"days",          // from, to → days
	"days_cap",      // days, most → days
	"per_day",       // debt, per cent a day, days → amount
	"per_year",      // debt, per cent a year, days, days of the year → amount
	"preference",    // country → 0
	"engine",        // engine volume → cm3
	"minus",         // a, b → difference
	"scenario",      // duty per cent → total
	"stay_band",     // days, up to days ("" beyond) → dollars
	"days_each",     // amount a day, days → amount
	"per_km",        // amount a km, km → amount
	"started_units", // quantity, of how much, unit → started units
	"pieces",        // engine volume in cm3, vehicles → cm3 of all
}
