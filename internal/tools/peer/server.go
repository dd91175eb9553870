package peer

import (
	"bufio"
	"bytes"
	"context"
	_ "embed" // of the Java source
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed Server.java
var serverSource []byte

// serverOptions suit a JVM that loads the same plugin anew for every command
// line: compiling it well would cost more than it saves.
var serverOptions = []string{"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"}

// Server is a Maven whose JVM stays for many command lines, which so take a
// fifth of the time. It serves one caller at a time.
type Server struct {
	maven   Maven
	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	log     bytes.Buffer // of the JVM itself
	end     func() error // of the JVM, which ends once
}

// patience is how long the JVM may take to end when it has nothing more to do.
const patience = 10 * time.Second

// Serve starts the JVM, whose JDK compiles the few lines of Java that call
// Maven again and again; they are kept below work.
func (m Maven) Serve(ctx context.Context, work string) (*Server, error) {
	boot, err := filepath.Glob(filepath.Join(m.Home, "boot", "plexus-classworlds*.jar"))
	if err != nil || len(boot) != 1 {
		return nil, fmt.Errorf("%d jars of plexus-classworlds in %s/boot, want one", len(boot), m.Home)
	}
	source := filepath.Join(work, "Server.java")
	if err := writeNew(source, serverSource); err != nil {
		return nil, err
	}
	s := &Server{maven: m}
	s.process = exec.CommandContext(ctx, m.Java, append(slices.Clone(serverOptions), "-classpath", boot[0],
		"-Dclassworlds.conf="+filepath.Join(m.Home, "bin", "m2.conf"), "-Dmaven.home="+m.Home, source)...)
	s.process.Env, s.process.Stderr, s.process.WaitDelay = append(os.Environ(), m.Env...), &s.log, patience
	s.end = sync.OnceValue(s.stop)
	if s.in, err = s.process.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.out = bufio.NewReader(out)
	return s, s.process.Start()
}

// Close ends the JVM, by force if it does not end by itself.
func (s *Server) Close() error { return s.end() }

func (s *Server) stop() error {
	err := s.in.Close()
	kill := time.AfterFunc(patience, func() { s.process.Process.Kill() })
	defer kill.Stop()
	return errors.Join(err, s.process.Wait())
}

// Tree is Maven.Tree, in the JVM that is running where the project allows it.
func (s *Server) Tree(ctx context.Context, dir string, args ...string) (Run, error) {
	base := baseFolder(dir)
	if ownJVM(base) {
		return s.maven.Tree(ctx, dir, args...)
	}
	return tree(args, func(words []string) (Run, error) { return s.run(base, dir, words) })
}

// baseFolder is the nearest folder with a .mvn, or else the project's own, as
// Maven's start script has it.
func baseFolder(dir string) string {
	for d := dir; d != filepath.Dir(d); d = filepath.Dir(d) {
		if info, err := os.Stat(filepath.Join(d, ".mvn")); err == nil && info.IsDir() {
			return d
		}
	}
	return dir
}

// ownJVM reports whether a project has options for the JVM, or extensions of
// Maven's core, which may do anything to it.
func ownJVM(base string) bool {
	for _, name := range []string{"jvm.config", "extensions.xml"} {
		if _, err := os.Stat(filepath.Join(base, ".mvn", name)); err == nil {
			return true
		}
	}
	return false
}

// run has Maven run one command line; Server.java says how that is written.
func (s *Server) run(base, dir string, words []string) (Run, error) {
	start := time.Now()
	request := append([]string{base, dir}, words...)
	text := binary.BigEndian.AppendUint32(nil, uint32(len(request)))
	for _, w := range request {
		text = append(binary.BigEndian.AppendUint32(text, uint32(len(w))), w...)
	}
	if _, err := s.in.Write(text); err != nil {
		return Run{}, s.broken(err)
	}
	var head struct{ Exit, Size int32 }
	if err := binary.Read(s.out, binary.BigEndian, &head); err != nil {
		return Run{}, s.broken(err)
	}
	log := make([]byte, head.Size)
	if _, err := io.ReadFull(s.out, log); err != nil {
		return Run{}, s.broken(err)
	}
	return Run{Log: log, Exit: int(head.Exit), Elapsed: time.Since(start)}, nil
}

// broken says what the JVM wrote before it ended.
func (s *Server) broken(err error) error {
	err = errors.Join(err, s.Close())
	return fmt.Errorf("the JVM of Maven %s ended (it needs a JDK of at least Java 11): %w\n%s", s.maven.Version, err, strings.TrimSpace(s.log.String()))
}
