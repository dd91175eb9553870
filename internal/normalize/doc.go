// Package normalize turns what evidence says into SPDX expressions: the names
// and URLs of POMs, the Bundle-License of manifests, the license forms of
// package.json, and the matches that evidence found in a text.
//
// A name goes through these steps, and Result.Rule says which one answered:
//
//  1. An SPDX expression is itself ("spdx").
//  2. The name is cut into tokens: lower case, without articles, the word
//     "license" and its translations, "version" and its spellings.
//  3. Phrases of the tables (data/phrases.tsv) are found in the tokens, the
//     longest first: names of licenses and of families of licenses. Versions,
//     "or later", "only", clauses of BSD, elements of Creative Commons and
//     exceptions narrow down what a phrase may mean.
//  4. Two or more licenses are joined by the words between them.
//
// Every word must be understood: one that no table knows makes the name
// unknown, because "not under the MIT License" speaks of MIT too. What may
// mean several licenses is ambiguous, and its candidates are the result.
//
// URLs are looked up in tables of their own and, for the sites of the field,
// read by rule. Where name and URL both speak, the one that says more decides,
// and a contradiction is a Clash.
package normalize
