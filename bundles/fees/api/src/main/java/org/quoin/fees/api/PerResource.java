package org.quoin.fees.api;

/**
 * Something of each resource.
 *
 * @param execution of gas
 * @param data of bytes of encoded transactions
 * @param growth of bytes that the state grows by
 * @param layer2 of bytes of encoded transactions of layer 2
 */
public record PerResource<T>(T execution, T data, T growth, T layer2) {}
