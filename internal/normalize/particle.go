package normalize

// particles are words with a meaning of their own; closeItem stands for those
// that say nothing.
var particles = map[string]itemKind{
	"or": orItem, "oder": orItem, "ou": orItem, "o": orItem, "または": orItem, "或": orItem,
	"and": andItem, "und": andItem, "et": andItem, "y": andItem, "e": andItem, "および": andItem, "と": andItem, "和": andItem,
	"plus": plusItem, "only": onlyItem, "nur": onlyItem, "seulement": onlyItem,
	"style": likeItem, "styled": likeItem, "like": likeItem, "type": likeItem, "variant": likeItem, "based": likeItem, "derived": likeItem,
	"derivative": likeItem, "similar": likeItem, "family": likeItem, "ish": likeItem,
	"dual": dualItem, "dually": dualItem, "either": dualItem, "tri": dualItem, "triple": dualItem, "choice": dualItem, "alternatively": dualItem,

	"with": closeItem, "w": closeItem, "avec": closeItem, "con": closeItem, "incl": closeItem, "including": closeItem, "includes": closeItem, "consisting": closeItem, "consists": closeItem,
	"under": closeItem, "terms": closeItem, "term": closeItem, "agreement": closeItem, "released": closeItem, "distributed": closeItem,
	"available": closeItem, "see": closeItem, "file": closeItem, "files": closeItem, "text": closeItem, "txt": closeItem, "md": closeItem, "html": closeItem,
	"for": closeItem, "details": closeItem, "detail": closeItem, "full": closeItem, "this": closeItem, "project": closeItem, "library": closeItem,
	"is": closeItem, "are": closeItem, "in": closeItem, "at": closeItem, "as": closeItem, "by": closeItem, "its": closeItem, "it": closeItem,
	"code": closeItem, "source": closeItem, "open": closeItem, "conditions": closeItem, "condition": closeItem, "per": closeItem,
	"spdx": closeItem, "id": closeItem, "identifier": closeItem, "expression": closeItem, "name": closeItem, "osi": closeItem, "approved": closeItem,
	"unter": closeItem, "sous": closeItem, "bajo": closeItem, "sob": closeItem, "standard": closeItem, "use": closeItem, "used": closeItem,
	"copyright": closeItem, "following": closeItem, "inc": closeItem, "licensing": closeItem, "your": closeItem, "option": closeItem, "from": closeItem,
	"covered": closeItem, "governed": closeItem, "published": closeItem, "provided": closeItem, "made": closeItem, "placed": closeItem, "copying": closeItem,
	"module": closeItem, "plugin": closeItem, "application": closeItem, "component": closeItem, "components": closeItem, "product": closeItem, "libraries": closeItem,
	"packages": closeItem, "sources": closeItem, "free": closeItem, "opensource": closeItem, "more": closeItem, "information": closeItem, "on": closeItem,
	"please": closeItem, "refer": closeItem, "check": closeItem, "found": closeItem, "given": closeItem, "included": closeItem, "accompanying": closeItem,
	"root": closeItem, "directory": closeItem, "folder": closeItem, "repository": closeItem, "repo": closeItem, "info": closeItem, "exact": closeItem,
	"via": closeItem, "uses": closeItem, "using": closeItem, "freely": closeItem, "here": closeItem, "above": closeItem, "below": closeItem, "attached": closeItem,
	"complete": closeItem, "rst": closeItem, "according": closeItem, "projects": closeItem, "copyrighted": closeItem, "choose": closeItem,
	"https": closeItem, "http": closeItem, "www": closeItem, "program": closeItem, "package": closeItem, "work": closeItem, "subject": closeItem, "to": closeItem,
}
