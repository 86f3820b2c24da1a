// Package table is a declaration as the rows of a spreadsheet: which columns it
// has, how pasted rows and the rows of a file become lines, how lines are filled
// down and sorted, and what is written into a spreadsheet. It knows no browser
// and no file format, so that the page and the command line do the same.
package table
