(function (angular) {
  'use strict';
  angular.module('portal', ['ngRoute', 'ngResource', 'ui.bootstrap'])
    .config(['$routeProvider', '$locationProvider', '$httpProvider', function ($routeProvider, $locationProvider, $httpProvider) {
      $locationProvider.html5Mode(true).hashPrefix('!');
      $httpProvider.interceptors.push('authInterceptor');
      $routeProvider.when('/orders', { templateUrl: 'orders.html', controller: 'OrdersCtrl', resolve: { orders: ['Order', function (Order) { return Order.query().$promise; }] } }).otherwise({ redirectTo: '/orders' });
    }])
    .factory('Order', ['$resource', function ($resource) { return $resource('/api/orders/:id', { id: '@id' }, { update: { method: 'PUT' } }); }])
    .directive('acmeDate', ['$filter', function ($filter) {
      return { restrict: 'A', require: 'ngModel', scope: { format: '@' }, link: function (scope, element, attrs, ngModel) {
        ngModel.$formatters.push(function (value) { return $filter('date')(value, scope.format || 'yyyy-MM-dd'); });
        ngModel.$validators.date = function (modelValue, viewValue) { return ngModel.$isEmpty(modelValue) || /\d{4}-\d\d-\d\d/.test(viewValue); };
      } };
    }]);
})(window.angular);
