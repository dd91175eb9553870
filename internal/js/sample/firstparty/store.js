import { createStore, combineReducers, applyMiddleware } from 'redux';
import thunk from 'redux-thunk';
import _ from 'lodash';
import moment from 'moment';
const initial = { items: [], loading: false, error: null };
export function orders(state = initial, action) {
  switch (action.type) {
    case 'ORDERS_REQUEST': return { ...state, loading: true };
    case 'ORDERS_SUCCESS': return { ...state, loading: false, items: _.sortBy(action.payload, 'date') };
    case 'ORDERS_FAILURE': return { ...state, loading: false, error: action.error.message };
    default: return state;
  }
}
export const load = () => async dispatch => {
  dispatch({ type: 'ORDERS_REQUEST' });
  try { const r = await fetch('/api/orders'); dispatch({ type: 'ORDERS_SUCCESS', payload: (await r.json()).map(o => ({ ...o, date: moment(o.date).format('L') })) }); } catch (error) { dispatch({ type: 'ORDERS_FAILURE', error }); }
};
export default createStore(combineReducers({ orders }), applyMiddleware(thunk));
