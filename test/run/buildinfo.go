// What a program was built from, as text and back.
// RUN: %run %s
package main

import (
	"fmt"
	"runtime/debug"
)

func main() {
	info := &debug.BuildInfo{
		GoVersion: "go1.26", Path: "example.com/x", Main: debug.Module{Path: "example.com/x", Version: "v1.2.3", Sum: "h1:abc="},
		Deps: []*debug.Module{
			{Path: "example.com/y", Version: "v0.1.0", Sum: "h1:def="},
			{Path: "example.com/z", Version: "v0.2.0", Replace: &debug.Module{Path: "./z", Version: "", Sum: ""}},
		},
		Settings: []debug.BuildSetting{{"-compiler", "gc"}, {"GOFLAGS", ""}, {"-ldflags", "-X a=b c"}, {"a key", "`q`\n"}, {"vcs.modified", "false"}},
	}
	text := info.String()
	fmt.Printf("%q\n", text)
	back, err := debug.ParseBuildInfo(text)
	fmt.Println(err, back.String() == text, back.GoVersion, back.Path, back.Main, len(back.Deps), *back.Deps[0], *back.Deps[1].Replace)
	fmt.Printf("%q\n", back.Settings)
	for _, bad := range []string{"mod\ta", "dep\ta\tb\tc\td", "=>\ta\tb\tc", "dep\ta\tb\n=>\ta", "build\tx", "build\t=x", "build\t\"x", "build\tk=\"x", "what\tever\n", "go\tgo1\n\npath\tp"} {
		info, err := debug.ParseBuildInfo(bad + "\n")
		fmt.Println(info != nil, err)
	}
	fmt.Println(debug.ParseBuildInfo("path\tp\nmod\tx"))
	fmt.Println(new(debug.BuildInfo).String() == "")
}
