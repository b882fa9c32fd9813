// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements M and the flags of test programs.

package testing

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

var (
	match, skip, listPattern, bench *string
	verbose                         verboseFlag
	short, failFast, fullPath       *bool
	benchMem                        *bool
	count                           *uint
	parallelLimit                   *int
	timeout                         *time.Duration
	cpus                            *string
	benchTime                       = benchTimeFlag{d: time.Second}

	cpuList      = []int{0} // 0: as it is
	testDeadline time.Time
	initialized  bool
)

type verboseFlag bool

func (v *verboseFlag) IsBoolFlag() bool { return true }
func (v *verboseFlag) String() string   { return strconv.FormatBool(bool(*v)) }
func (v *verboseFlag) Get() any         { return bool(*v) }
func (v *verboseFlag) Set(s string) error {
	on, err := strconv.ParseBool(s)
	if err != nil && s != "test2json" {
		return fmt.Errorf("invalid flag -test.v=%s", s)
	}
	*v = verboseFlag(on || s == "test2json")
	return nil
}

// A benchTimeFlag is a time, or a number of iterations: "100x".
type benchTimeFlag struct {
	d time.Duration
	n int
}

func (f *benchTimeFlag) String() string {
	if f.n > 0 {
		return fmt.Sprintf("%dx", f.n)
	}
	return f.d.String()
}

func (f *benchTimeFlag) Set(s string) error {
	if n, ok := strings.CutSuffix(s, "x"); ok {
		v, err := strconv.Atoi(n)
		if err != nil || v < 0 {
			return fmt.Errorf("invalid count")
		}
		*f = benchTimeFlag{n: v}
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return fmt.Errorf("invalid duration")
	}
	*f = benchTimeFlag{d: d}
	return nil
}

// Init defines the flags of test programs. Only who calls Benchmark outside of
// one needs it.
func Init() {
	if initialized {
		return
	}
	initialized = true
	short = flag.Bool("test.short", false, "run smaller test suite to save time")
	failFast = flag.Bool("test.failfast", false, "do not start new tests after the first test failure")
	fullPath = flag.Bool("test.fullpath", false, "show full file names in error messages")
	flag.Var(&verbose, "test.v", "verbose: print additional output")
	count = flag.Uint("test.count", 1, "run tests and benchmarks `n` times")
	match = flag.String("test.run", "", "run only tests and examples matching `regexp`")
	skip = flag.String("test.skip", "", "do not list or run tests matching `regexp`")
	listPattern = flag.String("test.list", "", "list tests, examples, and benchmarks matching `regexp` then exit")
	bench = flag.String("test.bench", "", "run only benchmarks matching `regexp`")
	benchMem = flag.Bool("test.benchmem", false, "print memory allocations for benchmarks")
	flag.Var(&benchTime, "test.benchtime", "run each benchmark for duration `d` or N times if `d` is of the form Nx")
	parallelLimit = flag.Int("test.parallel", runtime.GOMAXPROCS(0), "run at most `n` tests in parallel")
	timeout = flag.Duration("test.timeout", 0, "panic test binary after duration `d` (default 0, timeout disabled)")
	cpus = flag.String("test.cpu", "", "comma-separated `list` of cpu counts to run each test with")
	flag.String("test.shuffle", "off", "randomize the execution order of tests and benchmarks")
	flag.String("test.fuzz", "", "run the fuzz test matching `regexp`")
}

// Short reports whether -short is set.
func Short() bool {
	if short == nil {
		panic("testing: Short called before Init")
	}
	if !flag.Parsed() {
		panic("testing: Short called before Parse")
	}
	return *short
}

// Verbose reports whether -v is set.
func Verbose() bool {
	if !flag.Parsed() {
		panic("testing: Verbose called before Parse")
	}
	return bool(verbose)
}

// Testing reports whether the program is one of tests.
func Testing() bool { return inTest }

var inTest bool

// CoverMode returns "": coverage is not measured.
func CoverMode() string { return "" }

// Coverage returns 0: coverage is not measured.
func Coverage() float64 { return 0 }

// M is what TestMain is passed.
type M struct {
	path       string
	tests      []InternalTest
	benchmarks []InternalBenchmark
	targets    []InternalFuzzTarget
	examples   []InternalExample
	exitCode   int // of the last Run
}

// testDeps is what the program that runs the tests knows.
type testDeps interface {
	ImportPath() string
}

// MainStart makes an M. It is for the program that runs the tests.
func MainStart(deps testDeps, tests []InternalTest, benchmarks []InternalBenchmark, fuzzTargets []InternalFuzzTarget,
	examples []InternalExample) *M {
	inTest = true
	Init()
	return &M{path: deps.ImportPath(), tests: tests, benchmarks: benchmarks, targets: fuzzTargets, examples: examples}
}

func parseCPUs() bool {
	if *cpus == "" {
		return true
	}
	cpuList = nil
	for _, s := range strings.Split(*cpus, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n <= 0 {
			fmt.Fprintf(os.Stderr, "testing: invalid value %q for -test.cpu\n", s)
			return false
		}
		cpuList = append(cpuList, n)
	}
	return true
}

func setProcs(n int) {
	if n > 0 {
		runtime.GOMAXPROCS(n)
	}
}

// Run runs the tests and returns what to pass to os.Exit.
func (m *M) Run() (code int) {
	defer func() { code = m.exitCode }()
	if !flag.Parsed() {
		flag.Parse()
	}
	m.exitCode = 2
	if *parallelLimit < 1 {
		fmt.Fprintln(os.Stderr, "testing: -parallel can only be given a positive integer")
		flag.Usage()
		return
	}
	if *listPattern != "" {
		m.list()
		m.exitCode = 0
		return
	}
	if !parseCPUs() {
		return
	}
	chatty.on = bool(verbose)
	if *timeout > 0 {
		testDeadline = time.Now().Add(*timeout)
		alarm := time.AfterFunc(*timeout, func() {
			debug.SetTraceback("all")
			panic(fmt.Sprintf("test timed out after %v%s", *timeout, runningTests()))
		})
		defer alarm.Stop()
	}
	ran, ok := runAll(m.tests, m.targets)
	examplesRan, examplesOK := runExamples(m.examples)
	if !ran && !examplesRan && *bench == "" {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	if !ok || !examplesOK || !runBenchmarks(m.path, m.benchmarks) {
		fmt.Println("FAIL")
		m.exitCode = 1
		return
	}
	fmt.Println("PASS")
	m.exitCode = 0
	return
}

func (m *M) list() {
	matches, err := compilePattern(*listPattern)
	if err != nil {
		fmt.Fprintf(os.Stderr, "testing: invalid regexp in -test.list (%q): %s\n", *listPattern, err)
		os.Exit(1)
	}
	show := func(name string) {
		if matches(name) {
			fmt.Println(name)
		}
	}
	for _, t := range m.tests {
		show(t.Name)
	}
	for _, b := range m.benchmarks {
		show(b.Name)
	}
	for _, f := range m.targets {
		show(f.Name)
	}
	for _, e := range m.examples {
		show(e.Name)
	}
}

// Main runs tests and exits. Programs that run tests use MainStart.
func Main(matchString func(pat, str string) (bool, error), tests []InternalTest, benchmarks []InternalBenchmark,
	examples []InternalExample) {
	os.Exit(MainStart(pathDeps(""), tests, benchmarks, nil, examples).Run())
}

type pathDeps string

func (d pathDeps) ImportPath() string { return string(d) }
