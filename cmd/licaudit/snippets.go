package main

import (
	"maps"
	"slices"
)

// snippetNames are the CI servers that init --ci knows, sorted.
func snippetNames() []string { return slices.Sorted(maps.Keys(snippets)) }

// snippets are build steps; the README shows the same ones.
var snippets = map[string]string{
	"github": `# .github/workflows/licenses.yml
name: licenses
on: [push, pull_request]
jobs:
  licaudit:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: licaudit report --report sarif=target/licaudit/report.sarif
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: licenses
          path: target/licaudit
`,
	"gitlab": `# .gitlab-ci.yml
licenses:
  stage: test
  script:
    - licaudit report --report codequality=gl-codequality.json
  artifacts:
    when: always
    paths: [target/licaudit]
    reports:
      codequality: gl-codequality.json
`,
	"jenkins": `// Jenkinsfile
stage('licenses') {
    steps { sh 'licaudit report --report junit=target/licaudit/junit.xml' }
    post {
        always {
            junit 'target/licaudit/junit.xml'
            publishHTML(target: [reportDir: 'target/licaudit', reportFiles: 'index.html',
                                 reportName: 'Licenses', keepAll: true, alwaysLinkToLastBuild: true])
        }
    }
}
`,
	"teamcity": `// .teamcity/settings.kts, in a build type
steps {
    script {
        name = "licenses"
        scriptContent = "licaudit report"
    }
}
artifactRules = "target/licaudit => licaudit.zip"
`,
	"azure": `# azure-pipelines.yml
steps:
  - script: licaudit report
    displayName: licenses
  - publish: target/licaudit
    artifact: licenses
    condition: always()
`,
}
