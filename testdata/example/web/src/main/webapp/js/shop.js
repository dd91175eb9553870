// The shop's own code: it calls jQuery, and is not jQuery.
jQuery(function ($) {
  $("#basket").on("click", ".remove", function () {
    $(this).closest("li").remove();
  });
});
