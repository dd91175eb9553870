// Package spdx parses, prints and evaluates SPDX license expressions
// (https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/) and holds
// the SPDX license list with names, URLs, categories and obligations.
package spdx
