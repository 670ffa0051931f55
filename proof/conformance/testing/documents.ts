/**
 * The vectors of WeChat's documentation. Its merchant's public key is printed nowhere: it was computed from two of the
 * signatures and verifies all four. The cipher vectors were made for this project under published keys.
 *
 * Long because base64 is.
 */

/** @see request signature, documents 4012365336 and 4012365337 */
export const documents = {
  publicKey: `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAptpm+qvIDCh/9wjU26SQ
CK26ogYkBhDrYxnAaw2JbbBsp1oDbHKk+1r381NeBUG2HEFAuU+Fr72u5ot3yKdz
oF/FajAzQNKnm569/D3upKoi8mYBaST15Uig8j8qoUW1U217LL0jEHlSnHV3lcaD
TXqDpTRR4Bfz9IqOgJgFZ8/oTfEomSrjrLYef81Eyxr7ZIMQXEKKEK7V4UXKS0+/
fDsiG/cXidhzt8UbTL9vqXqxM2+IDImyO+FAc/tkBG55LmzxPto1Nq0WbnZzRM/w
Tzrd0I/8NlevxtFbphg4evlHjFNI7+GrqR87ViEwuAJJ9Je5QQjct5YJfFRWiZ5C
MQIDAQAB
-----END PUBLIC KEY-----`,
  timestamp: '1554208460',
  nonce: '593BEC0C930BF1AFEB40B4A08C8FB242',
  v1: {
    method: 'POST',
    url: '/v3/pay/transactions/jsapi',
    body: '{"appid":"wxd678efh567hg6787","mchid":"1900007291","description":"Image形象店-深圳腾大-QQ公仔","out_trade_no":"1217752501201407033233368018","notify_url":"https://www.weixin.qq.com/wxpay/pay.php","amount":{"total":100,"currency":"CNY"},"payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}}',
    signature:
      'jnks4dlrPw3ZX+ozVvSK39oa0t7OMBsg83BHAwd8BRdUFiVaQNTLTvci+wURgP1OQBbKYhFGvt7iqYpDSTQkp7Uq1sltaQKyncCyrA1g88m5bsKERQfPyT0ahSwKTYJ1CAn9QiJuSJRq1QsQs07eehbU/k9BCS51jTyc1Jpsi2H77HF9f/BnjXAOP3/sPObg6V5Ee4EzwLox684hhuMuIwHo7D8KFk3LIHOKDcNI4It1aCXydFWNpNK+SG86VUDe5kwoDpw4Ulqfu9z8OFDGbDs9TCxEv8iqQzbpxOlEVoOe2kalSYM5kApQb3nZcxdUtoE0liJGW3RGUNE0t4v01A==',
  },
  v2: {
    method: 'GET',
    url: '/v3/refund/domestic/refunds/123123123123',
    body: '',
    signature:
      'Lc9VXxmeonkdV8Xk9tmigQFLhl0vRWTerdmoRu01aAnYwIrD/5nsSwE1WlmZGLRlAFTNQ3QsMa0+VRDlJp1Wp5p0nO8EK68b5sJBbjouxaFciIfq1zfDWWz+jqhcMoKXI1A6dPm1AW7D4d30WsMTNzp6g23OXakIsh9LO3lUmwvTuE0BY8ncf6tNGk4wKmvXwERd/ZpoQY3MAVKz+Nakwc+2XBmzT66KcUehU5kr4IvGa/lEU5RZb/q00zP9VLdBhC/jQSX3X1UcJLCtEc4gTmib4tnmAT+bHF/e17ZAuxDNcx6rqT8gNEXqaJGG+1OflMSTU2tpyG65G4dMKdFcoA==',
  },
  appId: 'wx2421b1c4370ec43b',
  prepayId: 'wx201410272009395522657a690389285100',
  v3: 'mI35pfNEQV6777ke/1T+LJLQDNTm7yeoUJH+j/adPGhmCCi0PbgkvYQTRcXH0uibcLVtvFLdGLpmoYO9FV6lBBsTAjuhh5YOvQi0e2g3e0yytitiNET9FEuqM0pjnKfRW4K6LIZDdbWJv9KhZUx3DrJa5TL7OJ7VdADVivxVySIlPVKjGwuCXzuXSJes0UcILgWQUMyha5/3nYofuHtS7r+KYyMuxD+oJ9VM1Qdxk4UIG59CP5Y3wtYIFybyF3bdu1caHTRRX+DLyMXyYA/IrTmiW01c4RPjpHBX5Dk1sZyY1zVsWNsvMHr2e1NTWtBxKJ+qk5N61J7caYoepHFaxw==',
  v4: 'gXx9KhTP6IooKV1SuG3OCGlBIgZbKtubCZvnau6khw1iffvNT28IzLbKmztq2xA/RCNbZa1XOsoiuVmAEeTZQicWfhv4P+O4oBRIrx0X9f3cnWFkMBU9alTWs0nyQ1N9fcILOTe0f4kxOhVh+/Xhn5hOiUK7Sz3XA1mcpa3R2NCWf/e+0ow/RDf15iTymOHgDrEkT/gedg/3E0iXfDX3mFicSZhrHESZDOTXcl9RzELREBUFznd/o2NQM99WcL86m23HY0cTy+QGWU4QDmNrbQ9ihmLW71qPb0Cx/d7EQvw/Kyx0A6s64ZQp3hHdcmiRcLnjVXrKCk7LShaCK+lS3Q==',
} as const;

/** AEAD_AES_256_GCM; without associated data only the tag differs. */
export const sealedText = {
  key: '0123456789abcdefFEDCBA9876543210',
  nonce: 'fdasflkja484',
  associated_data: 'transaction',
  plaintext:
    '{"mchid":"1900000001","out_trade_no":"T20260101000001","trade_state":"SUCCESS","amount":{"total":100,"payer_total":100,"currency":"CNY","payer_currency":"CNY"}}',
  ciphertext:
    '4BUcQFS0pU5w6jwL3Jjz62i/kRViE9RmQd/F4J7E9JnP2Z+J9CYOf/ASdgsDJdPfeBqeYxeFg3UekSQBExCoSPNqKmDzDSFe1iax/MB3HBNb1wO5flDTeRjyWU0jYIa17vqdanlJPZVRvY8zT+L/Z8Z9oKr+dmuSVMtFpxulmjuFsdOb8Hqa/4c8igMoaA4Wo2cmf2TWSM3wKg70pg5pJuIetjzJD0K2kBrcoRcx4Uk=',
  withoutAssociatedData:
    '4BUcQFS0pU5w6jwL3Jjz62i/kRViE9RmQd/F4J7E9JnP2Z+J9CYOf/ASdgsDJdPfeBqeYxeFg3UekSQBExCoSPNqKmDzDSFe1iax/MB3HBNb1wO5flDTeRjyWU0jYIa17vqdanlJPZVRvY8zT+L/Z8Z9oKr+dmuSVMtFpxulmjuFsdOb8Hqa/4c8igMoaA4Wo2cmf2TWSM3wKg70pg5pJlJIbsTR6bKbvy1fw6Ze76A=',
} as const;

/** Tencent's own decryption demonstration. */
export const userData = {
  appid: 'wx4f4bc4dec97d474b',
  sessionKey: 'tiihtNczf5v6AKRyjwEUhQ==',
  iv: 'r7BXXKkLb8qrSNn05n0qiA==',
  encryptedData:
    'CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC+oNPdbB+3hVbJSRgv+4lGOETKUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnEtpyxVLW1zAo6/1Xx1COxFvrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8xz+W//FRAUid1OksQaQx4CMs8LOddcQhULW4ucetDf96JcR3g0gfRK4PC7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB6Y5anaHqZ9J6nKEBvB4DnNLIVWSgARns/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJdNiKdYmYVoKlaRv85IfVunYzO0IKXsyl7JCUjCpoG20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOyuxINew==',
} as const;

/** A phone number under key bytes 00…0f and iv bytes f0…ff. */
export const phoneNumber = {
  appid: 'wx4f4bc4dec97d474b',
  sessionKey: 'AAECAwQFBgcICQoLDA0ODw==',
  iv: '8PHy8/T19vf4+fr7/P3+/w==',
  encryptedData:
    'hlXDG+xuMGerKf98NCwSm6R/W9NTAWwah5ul+Kxnkm+RH8NngWKk/6JFbJoq/uzlCLH2UN4YCjhe8sdaEvxdpRHP7xn8ytMh6eRfJo/naUkZj6TrdgWKBWmEd/t4WqPwRt3+jQJ6WQO05iMzr3/h6LsGIKJ2uhE2MRLHr6bcm5jnHr3e127DHBSkSa4tvhjCkLYxriIByb+AwYCb5UNJPQ==',
} as const;

/** The official samples of the two session_key signatures. */
export const sessionSignatures = {
  sessionKey: 'o0q0otL8aEzpcZL/FT9WsQ==',
  message: '{"foo":"bar"}',
  signature: '654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b',
  signatureOfNothing: '46e043c5525c2d817c44be603d30837a808a1d930d038f6fdc3e62a201fed128',
  signatureUnderDecodedKey: 'bfa68836',
  raw: {
    sessionKey: 'HyVFkGl5F5OQWJZZaNzBBg==',
    rawData:
      '{"nickName":"Band","gender":1,"language":"zh_CN","city":"Guangzhou","province":"Guangdong","country":"CN","avatarUrl":"http://wx.qlogo.cn/mmopen/vi_32/1vZvI39NWFQ9XM4LtQpFrQJ1xlgZxx3w7bQxKARol6503Iuswjjn6nIGBiaycAjAtpujxyzYsrztuuICqIM5ibXQ/0"}',
    signature: '75e81ceda165f4ffa64f4068af58c64b8f54b88c',
  },
} as const;
