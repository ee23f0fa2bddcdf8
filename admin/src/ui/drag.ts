// What is dragged is a case of this application, and nothing else that a browser can drop.
const TYPE = 'application/x-qianqiao-case'

export const take = (event: DragEvent, id: string) => {
  event.dataTransfer?.setData(TYPE, id)
  if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
}
export const carries = (event: DragEvent) => event.dataTransfer?.types.includes(TYPE) ?? false
export const carried = (event: DragEvent) => event.dataTransfer?.getData(TYPE) ?? ''
