/**
 * The payment server's origin: https, listed among the mini-program's legal request domains
 * (小程序后台 → 开发管理 → 服务器域名), without a slash at the end.
 */
export const apiBaseUrl = 'https://pay.example.com';
