// A JSON API with patterns that have methods and wildcards, and a shutdown that
// waits for the requests that are being served.
//
// Without arguments it asks itself, so that it runs anywhere.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Task is something to do.
type Task struct {
	ID   int    `json:"id"`
	Text string `json:"text"`
	Done bool   `json:"done"`
}

// A store has tasks.
type store struct {
	mu    sync.Mutex
	tasks map[int]Task
	last  int
}

var errNone = errors.New("no such task")

func reply(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(v)
}

func fail(w http.ResponseWriter, code int, err error) {
	reply(w, code, map[string]string{"error": err.Error()})
}

func (s *store) list(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tasks := []Task{}
	for _, t := range s.tasks {
		tasks = append(tasks, t)
	}
	sort.Slice(tasks, func(i, j int) bool { return tasks[i].ID < tasks[j].ID })
	reply(w, http.StatusOK, tasks)
}

func (s *store) create(w http.ResponseWriter, r *http.Request) {
	var t Task
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		fail(w, http.StatusBadRequest, err)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last++
	t.ID = s.last
	s.tasks[t.ID] = t
	w.Header().Set("Location", fmt.Sprintf("/tasks/%d", t.ID))
	reply(w, http.StatusCreated, t)
}

// with calls f with the task of the path.
func (s *store) with(f func(w http.ResponseWriter, t Task)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.Atoi(r.PathValue("id"))
		if err != nil {
			fail(w, http.StatusBadRequest, err)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		t, ok := s.tasks[id]
		if !ok {
			fail(w, http.StatusNotFound, errNone)
			return
		}
		f(w, t)
	}
}

func (s *store) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tasks", s.list)
	mux.HandleFunc("POST /tasks", s.create)
	mux.HandleFunc("GET /tasks/{id}", s.with(func(w http.ResponseWriter, t Task) { reply(w, http.StatusOK, t) }))
	mux.HandleFunc("PUT /tasks/{id}/done", s.with(func(w http.ResponseWriter, t Task) {
		t.Done = true
		s.tasks[t.ID] = t
		reply(w, http.StatusOK, t)
	}))
	mux.HandleFunc("DELETE /tasks/{id}", s.with(func(w http.ResponseWriter, t Task) {
		delete(s.tasks, t.ID)
		w.WriteHeader(http.StatusNoContent)
	}))
	mux.HandleFunc("GET /slow", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(100 * time.Millisecond)
		reply(w, http.StatusOK, "worth waiting for")
	})
	return mux
}

func main() {
	addr := flag.String("addr", "", "`address` to serve at, such as :8080")
	flag.Parse()
	s := &http.Server{Addr: *addr, Handler: (&store{tasks: map[int]Task{}}).handler(), ReadHeaderTimeout: 5 * time.Second}
	if *addr != "" {
		log.Fatal(s.ListenAndServe())
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	served := make(chan error)
	go func() { served <- s.Serve(l) }()
	ask := func(method, path, body string) {
		req, err := http.NewRequest(method, "http://"+l.Addr().String()+path, strings.NewReader(body))
		if err != nil {
			log.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			log.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		fmt.Println(method, path, resp.StatusCode, strings.TrimSpace(string(text)))
	}
	ask("GET", "/tasks", "")
	ask("POST", "/tasks", `{"text": "write a runtime"}`)
	ask("POST", "/tasks", `{"text": "sleep", "done": false}`)
	ask("POST", "/tasks", `{"txt": "typo"}`)
	ask("PUT", "/tasks/1/done", "")
	ask("GET", "/tasks/1", "")
	ask("DELETE", "/tasks/2", "")
	ask("GET", "/tasks/2", "")
	ask("GET", "/tasks/two", "")
	ask("PATCH", "/tasks/1", "")
	ask("GET", "/tasks", "")

	// Shutdown lets the slow request end.
	slow := make(chan bool)
	go func() {
		ask("GET", "/slow", "")
		close(slow)
	}()
	time.Sleep(30 * time.Millisecond)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err = s.Shutdown(ctx)
	<-slow
	fmt.Println("shutdown:", err, "serve:", <-served)
}
