/** Prints the body that asks a question of this folder: `node examples/questions/to-body.ts NAME | curl --data-binary @- …`. */
import { bodyOf, readQuestion } from './question.ts'

try {
  process.stdout.write(bodyOf(await readQuestion(process.argv[2] ?? '')))
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : 'the question cannot be read')
  process.exitCode = 2
}
