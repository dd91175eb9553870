/*!
 * Orders page. Needs jQuery v3.6.0, Bootstrap v4.6.2 and DataTables 1.13.6.
 * Copyright 2024 Acme. MIT License does not apply; all rights reserved, internal use only.
 */
$(function () {
  'use strict';
  var $table = $('#orders').DataTable({
    ajax: { url: '/api/orders', dataSrc: 'data', type: 'POST' }, serverSide: true, processing: true, order: [[0, 'desc']],
    columns: [{ data: 'id' }, { data: 'customer', render: $.fn.dataTable.render.text() }, { data: 'total', className: 'text-right' }],
    language: { search: 'Filter', paginate: { previous: 'Back', next: 'More' } }, pageLength: 25, responsive: true, stateSave: true
  });
  $('#filter').on('change keyup', function () { $table.column(1).search($(this).val()).draw(); });
  $('.modal').modal({ backdrop: 'static', keyboard: false }).on('shown.bs.modal', function () { $(this).find('input:first').trigger('focus'); });
  $.ajax({ url: '/api/me', dataType: 'json', success: function (me) { $('#me').text(me.name).addClass('is-known').attr('data-id', me.id).fadeIn(200); }, error: function (xhr) { alert(xhr.responseText); } });
});
