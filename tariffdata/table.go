package tariffdata

import "rusum/tariffdata/pack"

// Table is a law table as its CSV file has it: texts in named columns. Typed
// access is the business of whoever knows the law the table holds.
type Table struct {
	Name    string // the file's name without .csv
	columns []string
	cells   [][]string // by column
	rows    int
}

// Len is the number of rows.
func (t Table) Len() int { return t.rows }

// Columns are the column names in file order.
func (t Table) Columns() []string { return t.columns }

// Get is the text in a row and column; "" where the table has no such column.
// Rows count from 0.
func (t Table) Get(row int, column string) string {
	for i, c := range t.columns {
		if c == column {
			return t.cells[i][row]
		}
	}
	return ""
}

// Has reports whether the table has the column.
func (t Table) Has(column string) bool {
	for _, c := range t.columns {
		if c == column {
			return true
		}
	}
	return false
}

// Table finds a law table by name.
func (c *Core) Table(name string) (Table, bool) {
	for _, t := range c.tables {
		if t.Name == name {
			return t, true
		}
	}
	return Table{}, false
}

// Tables lists the names of the law tables.
func (c *Core) Tables() []string {
	out := make([]string, len(c.tables))
	for i, t := range c.tables {
		out[i] = t.Name
	}
	return out
}

func (c *Core) readTables(f *pack.File) *pack.Error {
	d := f.Section("tables")
	n := d.Count()
	for i := 0; i < n && d.Err() == nil; i++ {
		t := Table{Name: d.String(), columns: d.Strings()}
		t.rows = d.Count()
		for range t.columns {
			col := d.Strings()
			if d.Err() == nil && len(col) != t.rows {
				d.Fail("a column of another length")
			}
			t.cells = append(t.cells, col)
		}
		c.tables = append(c.tables, t)
	}
	return d.Done()
}
