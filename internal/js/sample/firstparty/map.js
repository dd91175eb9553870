/* Map of branches; uses Leaflet 1.9.4, see LICENSE of Leaflet (BSD-2-Clause) in /lib */
var map = L.map('map', { center: [48.1, 11.5], zoom: 12, scrollWheelZoom: false });
L.tileLayer('/tiles/{z}/{x}/{y}.png', { maxZoom: 19, attribution: '&copy; Acme' }).addTo(map);
$.getJSON('/api/branches', function (list) {
  list.forEach(function (b) { L.marker([b.lat, b.lng], { title: b.name }).addTo(map).bindPopup('<b>' + b.name + '</b>'); });
  map.fitBounds(L.latLngBounds(list.map(function (b) { return [b.lat, b.lng]; })), { padding: [20, 20] });
});
