import theme from 'vitepress/theme-without-fonts';
import '../../drawings/drawings.css';
import './style.css';

export default theme;
