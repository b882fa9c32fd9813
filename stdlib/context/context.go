// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package context carries deadlines, cancellation and values of a request down
// the calls that serve it.
//
// Contexts form a tree by way of their parents. Those that can be canceled are
// nodes; a node finds the nearest one above it by asking its parent for the
// value of &nodeKey, so that contexts with values between them do not matter.
package context

import (
	"errors"
	"reflect"
	"time"
)

// A Context is safe to use by several goroutines at once.
type Context interface {
	// Deadline returns when the work should be canceled; ok is false if never.
	Deadline() (deadline time.Time, ok bool)
	// Done returns a channel that is closed when the work should stop; nil if
	// it never should.
	Done() <-chan struct{}
	// Err returns why Done is closed; nil while it is not.
	Err() error
	// Value returns the value of key, or nil.
	Value(key any) any
}

// Canceled is what Err returns when a context was canceled otherwise than by
// its deadline.
var Canceled = errors.New("context canceled")

// DeadlineExceeded is what Err returns when the deadline has passed.
var DeadlineExceeded error = deadlineExceededError{}

type deadlineExceededError struct{}

func (deadlineExceededError) Error() string   { return "context deadline exceeded" }
func (deadlineExceededError) Timeout() bool   { return true }
func (deadlineExceededError) Temporary() bool { return true }

// root is a context without deadline, values and cancellation.
type root struct{}

func (root) Deadline() (deadline time.Time, ok bool) { return }
func (root) Done() <-chan struct{}                   { return nil }
func (root) Err() error                              { return nil }
func (root) Value(key any) any                       { return nil }

type backgroundCtx struct{ root }

func (backgroundCtx) String() string { return "context.Background" }

type todoCtx struct{ root }

func (todoCtx) String() string { return "context.TODO" }

// Background returns the context at the top: of main, of tests, of what comes
// in from outside.
func Background() Context { return backgroundCtx{} }

// TODO is Background where it is not clear yet which context belongs there.
func TODO() Context { return todoCtx{} }

// WithoutCancel returns a context with the values of parent that is not
// canceled when parent is.
func WithoutCancel(parent Context) Context {
	needParent(parent)
	return withoutCancelCtx{parent}
}

type withoutCancelCtx struct{ c Context }

func (withoutCancelCtx) Deadline() (deadline time.Time, ok bool) { return }
func (withoutCancelCtx) Done() <-chan struct{}                   { return nil }
func (withoutCancelCtx) Err() error                              { return nil }
func (c withoutCancelCtx) Value(key any) any                     { return lookup(c, key) }
func (c withoutCancelCtx) String() string                        { return name(c.c) + ".WithoutCancel" }

// WithValue returns a context that is parent, but where key has the value val.
// Keys should be of types of the caller's own.
func WithValue(parent Context, key, val any) Context {
	needParent(parent)
	if key == nil {
		panic("nil key")
	}
	if !reflect.TypeOf(key).Comparable() {
		panic("key is not comparable")
	}
	return &valueCtx{parent, key, val}
}

type valueCtx struct {
	Context
	key, val any
}

func (c *valueCtx) Value(key any) any { return lookup(c, key) }

func (c *valueCtx) String() string {
	return name(c.Context) + ".WithValue(" + text(c.key) + ", " + text(c.val) + ")"
}

// lookup is Value, without a call for each of our contexts on the way up.
func lookup(c Context, key any) any {
	for {
		switch x := c.(type) {
		case *valueCtx:
			if x.key == key {
				return x.val
			}
			c = x.Context
		case *node:
			if key == &nodeKey {
				return x
			}
			c = x.Context
		case *deadlineCtx:
			if key == &nodeKey {
				return &x.node
			}
			c = x.Context
		case withoutCancelCtx:
			if key == &nodeKey {
				return nil
			}
			c = x.c
		case backgroundCtx, todoCtx:
			return nil
		default:
			return c.Value(key)
		}
	}
}

func needParent(parent Context) {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
}

// name describes a context.
func name(c Context) string {
	if s, ok := c.(interface{ String() string }); ok {
		return s.String()
	}
	return reflect.TypeOf(c).String()
}

// text describes a key or value; most are not for everybody's eyes.
func text(v any) string {
	switch x := v.(type) {
	case interface{ String() string }:
		return x.String()
	case string:
		return x
	case nil:
		return "<nil>"
	}
	return reflect.TypeOf(v).String()
}
