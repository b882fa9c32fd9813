package box

// Guard has methods that recover, which callers reach through wrappers too.
type Guard struct{ Caught *any }

func (g Guard) Catch()   { *g.Caught = recover() }
func (g *Guard) Miss()   { func() { *g.Caught = recover() }() }
func (g Guard) Through() { defer g.Catch(); panic("inner") }
