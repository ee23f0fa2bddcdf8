import bulk from './bulk'
import help from './help'
import lists from './lists'
import pages from './pages'
import plan from './plan'
import plugins from './plugins'
import shell from './shell'
import subject from './subject'
import webhooks from './webhooks'
import words from './words'
import work from './work'
import workflow from './workflow'

export default { ...shell, ...words, ...subject, ...pages, ...lists, ...plan, ...plugins, ...webhooks, ...work, ...workflow, ...bulk, help }
