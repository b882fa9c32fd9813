// RUN: %errorcheck %s

package p

func labels(x int) {
unused: // ERROR "label unused defined and not used"
	for {
		break missing // ERROR "break label not defined: missing"
	}
dup:
	for {
		continue dup
	}
dup: // ERROR "label dup already defined at .*label.go:10:1"
	for {
		break dup // ERROR "invalid break label dup"
	}
blk:
	if x > 0 {
		break blk // ERROR "invalid break label blk"
	}
sw:
	switch {
	case x > 0:
		for {
			continue sw // ERROR "invalid continue label sw"
		}
		break sw
	}
	goto nowhere // ERROR "label nowhere not defined"
	goto inner   // ERROR "goto inner jumps into block starting at .*label.go:32:2"
	{
	inner:
	}
	goto over // ERROR "goto over jumps over declaration of y at .*label.go:36:4"
	y := 1
	_ = y
over:
}

func branches(x any) {
	break       // ERROR "break is not in a loop, switch, or select"
	continue    // ERROR "continue is not in a loop"
	fallthrough // ERROR "fallthrough statement out of place"
	switch {
	case x == nil:
		fallthrough
	case x == 1:
		if true {
			fallthrough // ERROR "fallthrough statement out of place"
		}
	default:
		fallthrough // ERROR "cannot fallthrough final case in switch"
	}
	switch x.(type) {
	case int:
		fallthrough // ERROR "cannot fallthrough in type switch"
	default:
	}
}
