import { translated } from "../../../../api/words/sentence.ts";
import type { en } from "./en.ts";

/** What a verdict says, in Korean. */
export const ko = translated<typeof en>()({
  "state-works": "정상",
  "state-suffers": "동작하지만 문제 있음",
  "state-fails": "실패",
  "state-unfinished": "끝나지 않음",

  refused: "객체 {of}개 중 {refused}개 거부됨: {message}",
  "step-refused": "{time} 후 거부됨: {message}",
  "steps-refused": "{count}번 거부됨, 처음은 {time} 후: {message}",
  "job-fails": "{job} 실패: {completions}개 중 {done}개 완료, {because}",
  "backoff-limit": "backoffLimit {limit}에 도달",
  "job-took-too-long": "기한 {seconds}초가 지남",
  "job-policy-ends": "실패 정책에 따라 종료",
  "too-many-failed-indexes": "실패한 인덱스가 너무 많음",
  "never-completes": "{workload}: 완료되지 않음, {because}",
  "still-going": "{workload}: {time} 후에도 진행 중",
  "not-yet-run": "{workload}: 아직 실행되지 않음",
  "runs-nowhere": "{workload}: 어느 노드에서도 실행되지 않음, 노드 {nodes}개 모두 해당 없음",
  "down-for": "{workload}: {time} 동안 중단",
  "down-since": "{workload}: {time}부터 계속 중단",
  "no-endpoints-for": "{service}: {time} 동안 엔드포인트 없음",
  "no-endpoints-since": "{service}: {time}부터 계속 엔드포인트 없음",
  "never-endpoints": "{service}: 엔드포인트가 한 번도 없음",
  "selects-nothing": "{service}: 선택되는 파드 없음",
  crashes: "{workload}: 파드가 비정상 종료, 재시작 {restarts}회",
  "below-floor": "{workload}: 최소 {floor}개여야 하나 한때 {wants}개 중 {ready}개만 준비됨",
  "gives-up": "{workload}: {time} 후 kubectl rollout status 실패",
  "left-one": "{object}: 파일에 없지만 계속 실행됨",
  "left-behind": "파일에 없지만 계속 실행되는 객체 {count}개: {objects}",
  "keeps-old-config": "{config} 변경은 아무것도 재시작하지 않음: {workload}의 파드는 이전 값을 유지",

  "assumed-class": "스토리지 클래스 {class}가 {claim}을(를) 제공한다고 가정",
  "assumed-kind": "{object}: 이 클러스터가 모르는 종류라 건너뜀",
  "no-load": "{autoscaler}: 부하가 지정되지 않아 할 일이 없음",

  seconds: "{seconds}초",
  minutes: "{minutes}분",
  "minutes-seconds": "{minutes}분 {seconds}초",
  hours: "{hours}시간",
  "hours-minutes": "{hours}시간 {minutes}분",
});
