package spdx

// Expression is an SPDX license expression in canonical form. Only Parse, And
// and Or make one; the empty Expression means that there is none.
type Expression string
