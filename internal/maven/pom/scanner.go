package pom

// scanner gives the elements of a document to the walk. A scanner starts
// before the root element; next enters it.
type scanner interface {
	// next enters the next child of the current element and returns its name,
	// or leaves the current element and returns false. In a list only white
	// space may stand between the children.
	next(list bool) (name string, ok bool, err error)
	// text leaves the current element, which must hold text alone, and returns
	// the text.
	text() (string, error)
	// skip leaves the current element, whatever it holds.
	skip() error
	// finish reads what follows the root element.
	finish() error
	// start is the offset of the start tag entered last.
	start() int
	// attribute returns an attribute of the start tag entered last that has no
	// namespace prefix, other than those that are allowed; "" if there is none.
	attribute(allowed ...string) string
	// value returns the value of an attribute of the start tag entered last.
	value(name string) string
	// stray reports whether next has passed text between two tags, once.
	stray() bool
	// header is the text of the comments before the root element.
	header() string
	// fail makes an error at the current position.
	fail(format string, args ...any) error
}
