// Package maven resolves the dependency trees of a Maven reactor as Maven 3
// itself does, without Maven and without a JVM.
//
// The stages are Maven's own. The reactor's POMs are read and their effective
// models built (DefaultModelBuilder); the modules are sorted (ProjectSorter);
// each module's dependencies are collected into a graph
// (DefaultDependencyCollector) and its conflicts resolved (ConflictResolver),
// twice, as the tree goal of the dependency plugin does. What is printed is
// byte for byte what maven-dependency-plugin:3.6.1:tree prints.
//
// Two channels are kept apart: what is wrong with the user's project or its
// dependencies, and does not stop Maven, is an audit.Problem; what ends Maven
// with an error is an *Error.
package maven
