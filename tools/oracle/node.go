package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// node is the second program, asked over its standard input. It is started when
// it is asked first.
type node struct {
	script string
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
}

// remembered are the answers of the second program by what it was asked, for a
// test that is run again and again on other engines; nil keeps none.
var remembered map[string][][]byte

// newNode is a script of this folder, wherever the program was built.
func newNode(script string) *node {
	_, here, _, _ := runtime.Caller(0)
	if !filepath.IsAbs(script) {
		script = filepath.Join(filepath.Dir(here), script)
	}
	return &node{script: script}
}

func (n *node) start() error {
	n.cmd = exec.Command("node", n.script)
	n.cmd.Stderr = os.Stderr
	var err error
	if n.in, err = n.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := n.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	n.out = bufio.NewReaderSize(out, 1<<20)
	return n.cmd.Start()
}

// ask sends the cases and reads an answer for each, doing other work meanwhile.
func (n *node) ask(cases []testCase, meanwhile func()) ([][]byte, error) {
	var key string
	if remembered != nil {
		for i := range cases {
			key += string(cases[i].doc)
		}
		if out := remembered[key]; out != nil {
			meanwhile()
			return out, nil
		}
	}
	if n.cmd == nil {
		if err := n.start(); err != nil {
			return nil, err
		}
	}
	sent := make(chan error, 1)
	go func() {
		for i := range cases {
			if _, err := fmt.Fprintf(n.in, `{"kind":%q,"doc":%s}`+"\n", cases[i].call, cases[i].doc); err != nil {
				sent <- err
				return
			}
		}
		sent <- nil
	}()
	worked := make(chan struct{})
	go func() { meanwhile(); close(worked) }()
	out := make([][]byte, len(cases))
	for i := range out {
		line, err := n.out.ReadBytes('\n')
		if err != nil {
			return nil, fmt.Errorf("answer %d of the second program: %w", i+1, err)
		}
		out[i] = line
	}
	<-worked
	if err := <-sent; err != nil {
		return nil, err
	}
	if remembered != nil {
		remembered[key] = out
	}
	return out, nil
}

func (n *node) stop() {
	if n.cmd == nil {
		return
	}
	_ = n.in.Close()
	_ = n.cmd.Wait()
}
