package main

import _ "sum/of"

func main() {}
