package sum

var Exported = []int{1, 2}
