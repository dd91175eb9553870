// Package peer runs licaudit beside the real Maven on the same projects, for
// the conformance and bench programs. It obtains public projects as ordinary
// artifacts with an ordinary Maven, checks their hashes, and keeps them.
package peer
