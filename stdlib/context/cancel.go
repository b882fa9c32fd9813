// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements cancellation. A node's lock may be taken while its
// parent's is held, never the other way round.

package context

import (
	"sync"
	"time"
)

// A CancelFunc cancels a context; it does not wait for the work to stop. Calls
// after the first do nothing.
type CancelFunc func()

// A CancelCauseFunc is a CancelFunc that also says what Cause returns; nil
// stands for Canceled.
type CancelCauseFunc func(cause error)

// WithCancel returns a context that is done when parent is, or when cancel is
// called.
func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	c := newNode(parent)
	return c, func() { c.cancel(true, Canceled, nil) }
}

// WithCancelCause is WithCancel with a cause.
func WithCancelCause(parent Context) (ctx Context, cancel CancelCauseFunc) {
	c := newNode(parent)
	return c, func(cause error) { c.cancel(true, Canceled, cause) }
}

// Cause returns why c was canceled: what was given with the cancellation, else
// c.Err().
func Cause(c Context) error {
	if n, ok := c.Value(&nodeKey).(*node); ok {
		n.mu.Lock()
		cause := n.cause
		n.mu.Unlock()
		if cause != nil {
			return cause
		}
	}
	return c.Err()
}

// AfterFunc arranges for f to run in its own goroutine when ctx is done. Stop
// takes that back; it reports whether f is thereby kept from running.
func AfterFunc(ctx Context, f func()) (stop func() bool) {
	needParent(ctx)
	a := &afterFunc{f: f}
	a.Context = ctx
	a.attach(ctx, a)
	return func() bool {
		stopped := false
		a.once.Do(func() { stopped = true })
		if stopped {
			a.node.cancel(false, Canceled, nil)
			detach(ctx, a)
		}
		return stopped
	}
}

type afterFunc struct {
	node
	once sync.Once // either f starts, or it is stopped
	f    func()
}

func (a *afterFunc) cancel(remove bool, err, cause error) {
	a.node.cancel(false, err, cause)
	if remove {
		detach(a.Context, a)
	}
	a.once.Do(func() { go a.f() })
}

// afterFuncer is a context of others that can tell without a goroutine.
type afterFuncer interface {
	AfterFunc(func()) func() bool
}

// nodeKey is the key of the nearest node.
var nodeKey int

// canceler is what a node keeps below it.
type canceler interface {
	cancel(remove bool, err, cause error)
}

// A node is a context that can be canceled.
type node struct {
	Context // parent

	mu       sync.Mutex
	done     chan struct{}         // made when asked for
	children map[canceler]struct{} // nil after cancellation
	err      error
	cause    error
	unhook   func() bool // from an afterFuncer above
}

// closed is the done channel of nodes that nobody asked for theirs.
var closed = make(chan struct{})

func init() { close(closed) }

func newNode(parent Context) *node {
	needParent(parent)
	c := &node{Context: parent}
	c.attach(parent, c)
	return c
}

func (c *node) Value(key any) any {
	if key == &nodeKey {
		return c
	}
	return lookup(c.Context, key)
}

func (c *node) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done == nil {
		c.done = make(chan struct{})
	}
	return c.done
}

func (c *node) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *node) String() string { return name(c.Context) + ".WithCancel" }

// above returns the node that parent's Done comes from. A context of others may
// have one above it and yet a Done of its own.
func above(parent Context) *node {
	n, ok := parent.Value(&nodeKey).(*node)
	if !ok || n.Done() != parent.Done() {
		return nil
	}
	return n
}

// attach arranges for self, which c is the node of, to be canceled when parent
// is.
func (c *node) attach(parent Context, self canceler) {
	done := parent.Done()
	if done == nil {
		return
	}
	select {
	case <-done:
		self.cancel(false, parent.Err(), Cause(parent))
		return
	default:
	}
	if p := above(parent); p != nil {
		p.mu.Lock()
		err, cause := p.err, p.cause
		if err == nil {
			if p.children == nil {
				p.children = map[canceler]struct{}{}
			}
			p.children[self] = struct{}{}
		}
		p.mu.Unlock()
		if err != nil {
			self.cancel(false, err, cause)
		}
		return
	}
	if a, ok := parent.(afterFuncer); ok {
		unhook := a.AfterFunc(func() { self.cancel(false, parent.Err(), Cause(parent)) })
		c.mu.Lock()
		c.unhook = unhook
		c.mu.Unlock()
		return
	}
	go func() {
		select {
		case <-done:
			self.cancel(false, parent.Err(), Cause(parent))
		case <-c.Done():
		}
	}()
}

// detach undoes attach.
func detach(parent Context, self canceler) {
	if parent.Done() == nil {
		return
	}
	if p := above(parent); p != nil {
		p.mu.Lock()
		delete(p.children, self)
		p.mu.Unlock()
	}
}

func (c *node) cancel(remove bool, err, cause error) {
	if cause == nil {
		cause = err
	}
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return
	}
	c.err, c.cause = err, cause
	if c.done == nil {
		c.done = closed
	} else {
		close(c.done)
	}
	for child := range c.children {
		child.cancel(false, err, cause)
	}
	c.children = nil
	unhook := c.unhook
	c.mu.Unlock()
	if unhook != nil {
		unhook()
	}
	if remove {
		detach(c.Context, c)
	}
}

// WithDeadline is WithCancel with a time at which the context is done in any
// case, unless parent's is earlier.
func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

// WithDeadlineCause is WithDeadline that says what Cause returns when the
// deadline has passed.
func WithDeadlineCause(parent Context, d time.Time, cause error) (Context, CancelFunc) {
	needParent(parent)
	if earlier, ok := parent.Deadline(); ok && earlier.Before(d) {
		return WithCancel(parent)
	}
	c := &deadlineCtx{deadline: d}
	c.Context = parent
	c.attach(parent, c)
	left := time.Until(d)
	if left <= 0 {
		c.cancel(true, DeadlineExceeded, cause)
		return c, func() { c.cancel(false, Canceled, nil) }
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		c.timer = time.AfterFunc(left, func() { c.cancel(true, DeadlineExceeded, cause) })
	}
	return c, func() { c.cancel(true, Canceled, nil) }
}

// WithTimeout is WithDeadline, counted from now.
func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return WithDeadline(parent, time.Now().Add(timeout))
}

// WithTimeoutCause is WithDeadlineCause, counted from now.
func WithTimeoutCause(parent Context, timeout time.Duration, cause error) (Context, CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(timeout), cause)
}

type deadlineCtx struct {
	node
	timer    *time.Timer // under mu; nil when it need not be stopped
	deadline time.Time
}

func (c *deadlineCtx) Deadline() (deadline time.Time, ok bool) { return c.deadline, true }

func (c *deadlineCtx) String() string {
	return name(c.Context) + ".WithDeadline(" + c.deadline.String() + " [" + time.Until(c.deadline).String() + "])"
}

func (c *deadlineCtx) cancel(remove bool, err, cause error) {
	c.node.cancel(false, err, cause)
	if remove {
		detach(c.Context, c)
	}
	c.mu.Lock()
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
	c.mu.Unlock()
}
