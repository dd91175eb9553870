package report

func cycloneDX(s source) ([]byte, error)     { return nil, nil }
func spdxDocument(s source) ([]byte, error)  { return nil, nil }
func sarif(s source) ([]byte, error)         { return nil, nil }
func junit(s source) ([]byte, error)         { return nil, nil }
func componentsCSV(s source) ([]byte, error) { return nil, nil }
func codeQuality(s source) ([]byte, error)   { return nil, nil }
func notice(s source) ([]byte, error)        { return nil, nil }
