import { translated } from "../../../api/words/sentence.ts";
import type { en } from "./en.ts";

/** How it is known what a process does, in Korean. */
export const ko = translated<typeof en>()({
  "by-scenario": "시나리오에 정의된 동작입니다.",
  "by-command": "컨테이너의 {field}에서 읽은 동작입니다.",
  "by-image": "{image} 이미지의 알려진 동작입니다.",
  "assumed-to-run-on": "알 수 없는 프로그램입니다. 계속 실행된다고 가정합니다.",
  "assumed-to-work": "알 수 없는 프로그램입니다. {seconds}초 동안 작업한 뒤 코드 0으로 종료된다고 가정합니다.",
  "assumed-to-serve": "알 수 없는 프로그램입니다. 계속 실행되며 {ports} 포트에서 응답한다고 가정합니다.",

  unreadable: "“{text}” 부분은 읽을 수 없습니다. 그 뒤로는 프로세스가 계속 실행된다고 가정합니다.",
  "unreadable-work": "“{text}” 부분은 읽을 수 없습니다. {seconds}초 동안 작업한 뒤 코드 0으로 종료된다고 가정합니다.",
  "unreadable-exec": "kubelet이 컨테이너에서 실행하는 “{command}” 명령을 읽을 수 없습니다. 코드 0으로 종료된다고 가정합니다.",
  "assumed-to-succeed": "“{command}” 명령은 컨테이너 외부에 연결합니다. 성공한다고 가정합니다.",
  "no-such-host": "서비스 {host}이(가) 없습니다. 생길 때까지 요청이 실패합니다.",
  "nobody-answers": "{server}에서 응답할 준비된 파드가 없습니다. 생길 때까지 요청이 실패합니다.",
  "assumed-to-exist": "{path} 경로가 이미지 안에 있다고 가정합니다.",
  "assumed-work": "“{command}” 명령은 {seconds}초 동안 작업한 뒤 코드 0으로 종료된다고 가정합니다.",
  "variable-missing": "{image} 이미지는 다음 환경 변수 중 하나도 설정되지 않으면 코드 1로 종료됩니다: {variables}.",
  "needs-terminal": "명령이 없으면 {image} 이미지는 표준 입력을 읽습니다. 연결된 입력이 없어서 바로 종료됩니다.",
  "command-missing": "{image} 이미지에는 {command} 명령이 없습니다.",
  "assumed-user": "파드는 root로 실행될 수 없습니다. {image} 이미지가 다른 사용자를 번호로 지정한다고 가정합니다.",
  "cut-short": "스크립트를 {seconds}초까지 시뮬레이션했습니다. 그 뒤로도 이렇게 계속된다고 가정합니다.",

  "fails-after": "{seconds}초 후 코드 {code}(으)로 종료",
  "out-of-memory": "{seconds}초 후 메모리 부족",
  "starts-slowly": "시작하는 데 {seconds}초 걸림",
  "answers-with": "{seconds}초 후부터 {path} 경로에 {status} 응답",
  "ignores-sigterm": "SIGTERM 무시",
  "image-missing": "이미지를 가져올 수 없음",
  "image-slow": "이미지를 가져오는 데 {seconds}초 걸림",
});
