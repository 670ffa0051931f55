import type { FieldTable } from '../field-rules.ts';
import { mchidField, optionalText, optionalWord, requiredText } from './shared-fields.ts';

const action = {
  type: 'object',
  label: '动作',
  fields: {
    action_type: optionalWord(
      '动作类型',
      'ACTION_TYPE_SEND_MESSAGE',
      'ACTION_TYPE_JUMP_URL',
      'ACTION_TYPE_JUMP_MINI_PROGRAM',
    ),
    jump_url: optionalText('跳转链接', 1024),
    mini_program_jump_info: {
      type: 'object',
      label: '跳转小程序信息',
      fields: {
        appid: requiredText('跳转小程序APPID', 64),
        path: optionalText('跳转小程序页面PATH', 1024),
        text: optionalText('跳转小程序页面名称', 256),
      },
    },
    message_info: {
      type: 'object',
      label: '回复消息内容',
      fields: {
        content: requiredText('回复的消息内容', 1024),
        custom_data: optionalText('自定义透传字段', 1024),
      },
    },
    action_id: optionalText('动作id', 128),
  },
} as const;

const invalid_info = {
  type: 'object',
  label: '失效配置',
  fields: {
    expired_time: optionalText('过期时间', 64),
    multi_clickable: { type: 'boolean', label: '是否可以多次点击' },
  },
} as const;

const button = {
  type: 'object',
  label: '按钮',
  fields: { text: optionalText('文本', 256), action, invalid_info },
} as const;

const block = {
  type: 'object',
  label: '消息块',
  fields: {
    type: optionalWord('消息块类型', 'TEXT', 'IMAGE', 'LINK', 'FAQ_LIST', 'BUTTON', 'BUTTON_GROUP'),
    text: {
      type: 'object',
      label: '文本',
      fields: {
        text: optionalText('文本', 4096),
        color: optionalWord('文本颜色', 'DEFAULT', 'SECONDARY'),
        is_bold: { type: 'boolean', label: '是否粗体' },
      },
    },
    image: {
      type: 'object',
      label: '图片',
      fields: {
        media_id: optionalText('媒体ID', 512),
        image_style_type: optionalWord(
          '图片样式类型',
          'IMAGE_STYLE_TYPE_NARROW',
          'IMAGE_STYLE_TYPE_WIDE',
        ),
      },
    },
    link: { type: 'object', label: '链接', fields: button.fields },
    faq_list: {
      type: 'object',
      label: 'FAQ列表',
      fields: {
        faqs: {
          type: 'list',
          label: 'FAQ列表',
          item: {
            type: 'object',
            label: 'FAQ',
            fields: {
              faq_id: optionalText('faq的id', 128),
              faq_title: optionalText('faq内容', 512),
              action,
            },
          },
        },
      },
    },
    button,
    button_group: {
      type: 'object',
      label: '按钮组',
      fields: {
        buttons: { type: 'list', label: '按钮组', item: button },
        button_layout: optionalWord(
          '按钮布局方式',
          'LAYOUT_UNKNOWN',
          'LAYOUT_HORIZONTAL',
          'LAYOUT_VERTICAL',
        ),
        invalid_info,
      },
    },
  },
} as const;

/**
 * The body of an answer to a payer who waits: blocks of the newer message form, and a number against repetition.
 *
 * The bytes that each text may have are a choice; WeChat's page names only that of the number.
 *
 * @see https://pay.weixin.qq.com/doc/v3/partner/4017151726
 */
export const immediateReplyFields: FieldTable = {
  complainted_mchid: { ...mchidField, label: '被诉商户号' },
  message: {
    type: 'object',
    label: '消息内容',
    required: true,
    fields: {
      blocks: { type: 'list', label: '消息内容', item: block },
      sender_identity: optionalWord('发送者身份类别', 'UNKNOWN', 'MANUAL', 'MACHINE'),
      custom_data: optionalText('自定义透传信息', 1024),
    },
  },
  idempotent_id: requiredText('幂等ID', 128),
};
