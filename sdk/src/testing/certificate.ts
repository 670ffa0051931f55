import { X509Certificate } from 'node:crypto';

const pem = `-----BEGIN CERTIFICATE-----
MIIDMzCCAhugAwIBAgIUClfwnv3Alt4V6+gaRwV6cjLxuOEwDQYJKoZIhvcNAQEL
BQAwKTEYMBYGA1UEAwwPVGVucGF5LmNvbSB0ZXN0MQ0wCwYDVQQKDARUZXN0MB4X
DTI2MTEyMzExMTk1MloXDTMxMTEyMjExMTk1MlowKTEYMBYGA1UEAwwPVGVucGF5
LmNvbSB0ZXN0MQ0wCwYDVQQKDARUZXN0MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A
MIIBCgKCAQEAmo7wuLGL2VZfcqJPgk5TvH+z6x1o4ZhdJYQdPtRzOZS8IOwvD4M/
FScwbZtauQp13zdGmCk6tsQaljt95h1aPrzeOVxLlm4hHt4VzU36GjbG4SF0TomT
SUDPHqDflvr9lgPhutdAqR6fcVXwUH8f5FajuHFT1SYO9ylYzOxp6AgBnUBvrIcr
/IcLMOYAuRhZVjzHfftHND6hB5a0tp6V/buGzCjlhAbMmY5yTrRL22in+GIWxQap
XfZKsdnh98TEUj0DxEyGQAfq6MBvVrwxmS71AcPZRJc7ktTtMBTp6msOJoEcaj5i
7/XLb1hYosKMspbvKALzfbX7ZUQBfJB6QwIDAQABo1MwUTAdBgNVHQ4EFgQUw2c8
ErOhMwTGsTzb0AbQ54OktcgwHwYDVR0jBBgwFoAUw2c8ErOhMwTGsTzb0AbQ54Ok
tcgwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAlXfCfhju/xUo
bywOXlhpUKxhaI13nS17/VYD9byol4Kl0Uqsbe7Mbw5TdOD2PSeA60pw2dRDikJa
tOyVuen8kRDIfRo3OkQ7VhP/3MU2I1B6HEDRIlG/P+zQxUoD6jo0eX0gcdv9kTLg
gDW76x31DEKeOgC//CG6mF+UYrIDHTo1OH0RzUwC9cluctK3pQMpxKZ5rZLa83q3
cmcmS3z2KfyxCEIYa2AG8VfbONXwgDvRp51Eg3KrObwF5ftA1iU0SKjfXMORy1Tq
5yHvyv4HVfo8tWfAezAk6hoqehFqVIfp8ITIrbgyiXD+X9AK2AVhVL2g88CMrPIq
Z3fZxK4rLw==
-----END CERTIFICATE-----`;

const parsed = new X509Certificate(pem);

/** A self-signed certificate with a serial that begins with a zero; its private key was thrown away. */
export const certificate = {
  pem,
  serial: '0A57F09EFDC096DE15EBE81A47057A7232F1B8E1',
  validFromMs: parsed.validFromDate.getTime(),
  validUntilMs: parsed.validToDate.getTime(),
} as const;
