import './side-navigation.css';
import { Link } from '@tanstack/react-router';
import DashboardIcon from 'tdesign-icons-react/esm/components/dashboard.js';
import FactCheckIcon from 'tdesign-icons-react/esm/components/fact-check.js';
import HistoryIcon from 'tdesign-icons-react/esm/components/history.js';
import KeyIcon from 'tdesign-icons-react/esm/components/key.js';
import LayersIcon from 'tdesign-icons-react/esm/components/layers.js';
import LinkIcon from 'tdesign-icons-react/esm/components/link.js';
import RollbackIcon from 'tdesign-icons-react/esm/components/rollback.js';
import SettingIcon from 'tdesign-icons-react/esm/components/setting.js';
import ShopIcon from 'tdesign-icons-react/esm/components/shop.js';
import StoreIcon from 'tdesign-icons-react/esm/components/store.js';
import TaskIcon from 'tdesign-icons-react/esm/components/task.js';
import UsergroupIcon from 'tdesign-icons-react/esm/components/usergroup.js';
import ViewListIcon from 'tdesign-icons-react/esm/components/view-list.js';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../language/define-texts.ts';
import { appTexts } from './app-texts.ts';
import { type NavigationEntry, navigation } from './navigation.ts';
import { pageRoutes } from './routes.tsx';

const icons = {
  overview: DashboardIcon,
  orders: ViewListIcon,
  refunds: RollbackIcon,
  reconciliation: FactCheckIcon,
  products: ShopIcon,
  webhooks: LinkIcon,
  apiKeys: KeyIcon,
  events: LayersIcon,
  jobs: TaskIcon,
  merchants: StoreIcon,
  users: UsergroupIcon,
  audit: HistoryIcon,
  settings: SettingIcon,
} satisfies Record<NavigationEntry['name'], typeof DashboardIcon>;

/** Links to the pages that the role may see, in groups. */
export function SideNavigation({ onLeave }: { onLeave: () => void }) {
  const text = useTexts(appTexts);
  const { can } = useApi();
  const groups = navigation
    .map(({ group, entries }) => ({
      group,
      entries: entries.filter(
        ({ path, scope }) =>
          (scope === null || can(scope)) && pageRoutes.some((route) => route.path === path),
      ),
    }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <nav className="y-nav" aria-label={text.menu}>
      {groups.map(({ group, entries }) => (
        <div key={group}>
          <p className="y-nav__group">{text.groups[group]}</p>
          <ul>
            {entries.map(({ name, path }) => {
              const Icon = icons[name];
              return (
                <li key={name}>
                  <Link
                    to={path}
                    onClick={onLeave}
                    className="y-nav__link"
                    activeOptions={{ exact: path === '/', includeSearch: false }}
                    activeProps={{ className: 'y-nav__link y-nav__link--active' }}
                  >
                    <Icon />
                    {text.nav[name]}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
