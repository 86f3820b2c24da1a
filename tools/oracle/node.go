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

// node is the second program, asked over its standard input.
type node struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

// startNode starts a script of this folder, wherever the program was built.
func startNode(script string) (*node, error) {
	_, here, _, _ := runtime.Caller(0)
	if !filepath.IsAbs(script) {
		script = filepath.Join(filepath.Dir(here), script)
	}
	n := &node{cmd: exec.Command("node", script)}
	n.cmd.Stderr = os.Stderr
	var err error
	if n.in, err = n.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := n.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	n.out = bufio.NewReaderSize(out, 1<<20)
	return n, n.cmd.Start()
}

// ask sends the cases and reads an answer for each, doing other work meanwhile.
func (n *node) ask(cases []testCase, meanwhile func()) ([][]byte, error) {
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
	return out, <-sent
}

func (n *node) stop() {
	_ = n.in.Close()
	_ = n.cmd.Wait()
}
