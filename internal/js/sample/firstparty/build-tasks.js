// Copies vendored files to the webapp
const copy = require('cpx');
const files = ['./node_modules/jquery/dist/jquery.min.js', './node_modules/bootstrap/dist/js/bootstrap.bundle.min.js', './node_modules/@fortawesome/fontawesome-free/css/all.min.css', './node_modules/moment/min/moment-with-locales.js'];
const versions = { jquery: '3.7.1', bootstrap: '5.3.2', moment: '2.29.4' };
files.forEach(function (f) { copy.copySync(f, 'src/main/webapp/lib'); });
console.log('copied', versions);
