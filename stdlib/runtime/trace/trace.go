// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package trace is there for programs that can write execution traces on demand. goloom writes none: Start returns an error, and
// the rest does what it does in Go while there is no trace. What the scheduler does is shown by GODEBUG=schedtrace.
package trace

import (
	"context"
	"errors"
	"io"
	"time"
)

var errTrace = errors.New("trace: goloom does not write execution traces")

// Start returns an error.
func Start(w io.Writer) error { return errTrace }

// Stop does nothing, as there is no trace.
func Stop() {}

// IsEnabled returns false: there is no trace.
func IsEnabled() bool { return false }

// A Task is a part of the work that a trace would tell apart.
type Task struct{}

// NewTask returns a Task, and a context for its work.
func NewTask(pctx context.Context, taskType string) (ctx context.Context, task *Task) {
	return pctx, &Task{}
}

// End ends the task.
func (t *Task) End() {}

// A Region is a span of a goroutine's time.
type Region struct{}

// StartRegion returns a Region that begins now.
func StartRegion(ctx context.Context, regionType string) *Region { return &Region{} }

// End ends the region.
func (r *Region) End() {}

// WithRegion calls fn in a region of its own.
func WithRegion(ctx context.Context, regionType string, fn func()) { fn() }

// Log writes a message into the trace, if there is one.
func Log(ctx context.Context, category, message string) {}

// Logf writes a message into the trace, if there is one.
func Logf(ctx context.Context, category, format string, args ...any) {}

// A FlightRecorder would keep the end of a trace in memory.
type FlightRecorder struct{}

// FlightRecorderConfig says how much of the trace.
type FlightRecorderConfig struct {
	MinAge   time.Duration
	MaxBytes uint64
}

// NewFlightRecorder returns a FlightRecorder, which cannot be started.
func NewFlightRecorder(cfg FlightRecorderConfig) *FlightRecorder { return &FlightRecorder{} }

// Start returns an error.
func (fr *FlightRecorder) Start() error { return errTrace }

// Stop does nothing.
func (fr *FlightRecorder) Stop() {}

// Enabled returns false.
func (fr *FlightRecorder) Enabled() bool { return false }

// WriteTo returns an error.
func (fr *FlightRecorder) WriteTo(w io.Writer) (n int64, err error) { return 0, errTrace }
