/** Signs with the merchant's private key, wherever it lives: in this process, an HSM, a key service. */
export interface Signer {
  /**
   * Signs RSASSA-PKCS1-v1_5 with SHA-256 over the bytes given.
   *
   * @returns base64, standard alphabet, padded, one line
   */
  sign(message: Uint8Array): Promise<string>;
}
