/*!
 * jQuery Acme Tabs v1.4.2 - in-house plugin, depends on jQuery UI 1.13.2
 * (c) Acme Corp, proprietary
 */
(function (factory) {
  if (typeof define === 'function' && define.amd) { define(['jquery'], factory); } else if (typeof module === 'object' && module.exports) { module.exports = factory(require('jquery')); } else { factory(jQuery); }
}(function ($) {
  var defaults = { active: 0, event: 'click', show: { effect: 'fadeIn', duration: 200 } };
  function Tabs(element, options) { this.$element = $(element); this.options = $.extend({}, defaults, $.fn.acmeTabs.defaults, this.$element.data(), options); this.init(); }
  Tabs.prototype = {
    constructor: Tabs, init: function () { var self = this; this.$element.on(this.options.event, '[role=tab]', function (e) { e.preventDefault(); self.activate($(this).index()); }); },
    activate: function (i) { this.$element.find('[role=tab]').removeClass('active').eq(i).addClass('active').attr('aria-selected', 'true'); this.$element.trigger($.Event('activated.acmeTabs', { index: i })); },
    destroy: function () { this.$element.off('.acmeTabs').removeData('acmeTabs'); }
  };
  $.fn.acmeTabs = function (option) { return this.each(function () { var $this = $(this), data = $this.data('acmeTabs'); if (!data) $this.data('acmeTabs', (data = new Tabs(this, typeof option === 'object' && option))); if (typeof option === 'string') data[option](); }); };
  $.fn.acmeTabs.defaults = {};
  $.fn.acmeTabs.Constructor = Tabs;
}));
