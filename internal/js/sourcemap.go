package js

func (x *file) mapped(named map[string]bool) []Library { return nil }
