// Package spdx parses, prints and evaluates SPDX license expressions
// (https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/) and holds
// the SPDX license list with names, URLs, categories and obligations.
//
// The list is three tables under data, sorted so that a look-up is a search in
// the embedded bytes: nothing is decoded at start-up. They are written by
//
//	go run ./internal/spdx/listgen
//
// from the sources that the head of each table names.
package spdx
