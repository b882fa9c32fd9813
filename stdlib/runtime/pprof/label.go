// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements labels, which tell the parts of a CPU profile apart. Contexts carry them; as there are no CPU profiles,
// goroutines do not.

package pprof

import (
	"context"
	"maps"
	"slices"
)

// A LabelSet is a set of labels.
type LabelSet struct{ list []string }

type labelsKey struct{}

func labels(ctx context.Context) map[string]string {
	m, _ := ctx.Value(labelsKey{}).(map[string]string)
	return m
}

// Labels returns the set of the labels args: keys, each with its value behind it.
func Labels(args ...string) LabelSet {
	if len(args)%2 != 0 {
		panic("uneven number of arguments to pprof.Labels")
	}
	return LabelSet{slices.Clone(args)}
}

// WithLabels returns a context with more labels.
func WithLabels(ctx context.Context, more LabelSet) context.Context {
	all := maps.Clone(labels(ctx))
	if all == nil {
		all = map[string]string{}
	}
	for i := 0; i < len(more.list); i += 2 {
		all[more.list[i]] = more.list[i+1]
	}
	return context.WithValue(ctx, labelsKey{}, all)
}

// Label returns the value of a label of the context, and whether it has that.
func Label(ctx context.Context, key string) (string, bool) {
	v, ok := labels(ctx)[key]
	return v, ok
}

// ForLabels calls f with each label of the context, until it returns false.
func ForLabels(ctx context.Context, f func(key, value string) bool) {
	all := labels(ctx)
	for _, k := range slices.Sorted(maps.Keys(all)) {
		if !f(k, all[k]) {
			return
		}
	}
}

// SetGoroutineLabels does nothing, as nothing would read the labels.
func SetGoroutineLabels(ctx context.Context) {}

// Do calls f with a context that has more labels.
func Do(ctx context.Context, more LabelSet, f func(context.Context)) { f(WithLabels(ctx, more)) }
