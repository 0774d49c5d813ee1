import { withParticles } from "../../../api/words/particles.ts";
import type { Fault } from "../../../engine/kubelet/profile.ts";
import type { RemedyAction } from "../../../engine/scheduler/whatIf.ts";
import { ko as reasonTemplates } from "../../../engine/words/ko.ts";
import { ko as verdictTemplates } from "../../../engine/rehearsal/verdict/words/ko.ts";
import { editsSentence } from "../../../engine/rehearsal/editWords.ts";
import { wordsOf } from "../../../api/words/sentence.ts";
import type { PodLook } from "../story/series.ts";
import type { Folded, PodState, ActionRow, Story } from "../story/story.ts";
import { jobFailures } from "../story/jobFailures.ts";
import { bytes, cores, count as figure } from "./format.ts";
import { containerWords } from "./containers/say.ts";
import { isFirstFinish } from "../story/finishes.ts";
import { type HeadlinePhrases, headlineOf } from "./headline.ts";
import { reasonOf, scriptStepOf, sentencesOf } from "./sentences.ts";
import { shortName } from "./shortName.ts";
import type { Words } from "./en.ts";

const podStates: Record<PodState | "gone", string> = {
  pending: "대기 중",
  pulling: "컨테이너 생성 중",
  held: "차단됨",
  starting: "시작 중",
  settling: "준비됨, 아직 사용 불가",
  ready: "준비됨",
  unready: "준비되지 않음",
  failing: "실패 중",
  restarting: "재시작 중",
  ending: "종료 중",
  succeeded: "성공",
  failed: "실패",
  gone: "사라짐",
};

const looks: Record<PodLook, string> = {
  done: "완료",
  ready: "준비됨",
  settling: "준비됨, 아직 사용 불가",
  starting: "시작 중",
  failing: "실패 중",
  pending: "대기 중",
  ending: "종료 중",
};

/** As the clock counts: in whole seconds that are over. */
function duration(millis: number): string {
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) return `${seconds}초`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}분${seconds % 60 ? ` ${seconds % 60}초` : ""}`;
  return `${Math.floor(seconds / 3600)}시간${Math.floor((seconds % 3600) / 60) ? ` ${Math.floor((seconds % 3600) / 60)}분` : ""}`;
}

function does(step: ActionRow, story: Story): string {
  const { what, about, why } = step;
  const name = shortName(step, story);
  const revision = story.revisions.find(({ ref }) => ref.kind === about.kind && ref.name === about.name);
  const kind = about.kind.toLowerCase();
  switch (what.is) {
    case "scale":
      return `${revision ? (step.isNew ? "새 버전" : "이전 버전") : about.name} ${what.from} → ${what.to}`;
    case "ask":
      return named(what.said ? saying(what.said) : what.command);
    case "finish":
      return isFirstFinish(step, story) ? `${name} 완료` : `${name} 다시 완료`;
    case "create":
      return revision && why.rule === "new-revision" ? `새 버전 ${why.numbers.size}개로 시작` : `${kind} ${name} 생성`;
    case "update":
      if (why.rule === "job-completions-reached") return "완료";
      if (why.rule === "deadline-exceeded") return "진행 기한 초과";
      if (jobFailures.has(why.rule)) return `${name} 실패`;
      return `${kind} ${name} 업데이트`;
    case "delete":
      return `${kind} ${name} 삭제`;
    case "pull":
      return `${name} 이미지 가져오기`;
    case "start":
      return `${name} 시작`;
    case "ready":
      return `${name} 준비됨`;
    case "unready":
      return `${name} 준비되지 않음`;
    case "restart":
      return `${name} 재시작`;
    case "crash":
      return `${name} 비정상 종료`;
    case "succeed":
      return `${name} 성공`;
    case "fail":
      return `${name} 실패`;
    case "stop":
      return `${name} 종료됨`;
    case "refresh":
      return `${name}: 파일 갱신`;
    case "gone":
      return `${name} 사라짐`;
    case "blocked":
      return `${name}: 아직 축출할 수 없음`;
  }
}

const containers = containerWords("ko", named);

/** With revisions in words: scripts call them `web#2`. */
function named(text: string): string {
  return text.replace(/#(\d+)(?=$| |의)/, " 리비전 $1");
}

function fault(what: Fault, of: string): string {
  switch (what.is) {
    case "crash":
      return `${of}의 파드가 ${duration(what.afterMillis)} 후 비정상 종료`;
    case "never-ready":
      return `${of}의 파드가 준비되지 않음`;
    case "slow":
      return `${of}의 파드가 ${duration(what.warmUpMillis)} 후에야 프로브에 응답`;
  }
}

function remedy(change: RemedyAction): string {
  switch (change.is) {
    case "grow node":
      return `${change.node}: ${change.amounts.map(({ resource, from, to }) => `${resource} ${from} 대신 ${to}`).join(", ")}`;
    case "request less":
      return `요청: ${change.amounts.map(({ resource, from, to }) => `${resource} ${from} 대신 ${to}`).join(", ")}`;
    case "tolerate":
      return `톨러레이션: ${change.taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ""}:${effect}`).join(", ")}`;
    case "uncordon":
      return `kubectl uncordon ${change.node}`;
    case "label node":
      return `${change.node} 레이블: ${Object.entries(change.labels)
        .map(([key, value]) => (value === undefined ? `${key}-` : `${key}=${value}`))
        .join(", ")}`;
    case "remove pod":
      return `${change.node}의 파드 하나 제거, 예: ${change.pod.name}`;
  }
}

const sentences = sentencesOf(wordsOf("ko", { ...reasonTemplates, ...verdictTemplates }));
const { saying, because } = sentences;

function objects({ all, created, configured, unchanged, refused }: Folded): string {
  const parts = [
    [configured, "변경"],
    [created, "생성"],
    [unchanged, "변경 없음"],
    [refused, "거부됨"],
  ] as const;
  const told = parts.flatMap(([count, how]) => (count > 0 ? [`${how} ${figure(count)}`] : []));
  return `오브젝트 ${figure(all)}개: ${told.join(", ")}`;
}

/** What stands in the headline, and beside it. */
const phrases: HeadlinePhrases = {
  completes: (millis) => `${duration(millis)} 만에 완료`,
  ready: (millis) => `${duration(millis)} 만에 준비됨`,
  goesWell: (millis) => `처음 ${duration(millis)} 동안 문제없음`,
  neverCompletes: (why) => `완료되지 않음: ${why}`,
  fails: (sentence) => `실패: ${sentence}`,
  stillGoing: (millis, why) => `${duration(millis)} 후에도 진행 중: ${why}`,
  begun: (sentence) => sentence,
  noNodeFor: (count) => `파드 ${figure(count)}개에 맞는 노드 없음`,
  oldPod: (pod) => [withParticles(`${pod}이(가) 이전 리비전이고 준비되지 않음`), "스테이트풀셋이 이 파드를 기다리므로 파드를 삭제해야 함"],
  watchedFor: (millis) => `${duration(millis)} 동안 시뮬레이션함`,
  completeAfter: (millis) => `${duration(millis)} 후 완료`,
  failing: (failing, workloads) => `워크로드 ${figure(workloads)}개 중 ${figure(failing)}개 실패`,
  done: (done, completions) => `${completions}개 중 ${done}개 완료`,
  peak: (most) => `최대 파드 ${figure(most)}개`,
  peakWithEnding: (most, withEnding) => `최대 파드 ${figure(most)}개, 종료 중인 것까지 ${figure(withEnding)}개`,
  noneReady: (wants) => (wants === 1 ? "파드가 준비되지 않음" : `파드 ${figure(wants)}개 중 준비된 파드 없음`),
  firstReady: (millis) => `${duration(millis)} 후 첫 파드가 준비됨`,
  neverFewer: (ready, wants) => `항상 ${figure(wants)}개 중 ${figure(ready)}개 이상 준비됨`,
  atTimesNone: "준비된 파드가 없는 때가 있음",
  ifTheyRun: (images) => withParticles(`이미지 ${images.length === 1 ? images[0] : `${figure(images.length)}개`}이(가) 잘 실행된다고 가정`),
  withoutNode(count, cpu, memory) {
    const wanted = [...(cpu > 0 ? [`CPU ${cores(cpu)}`] : []), ...(memory > 0 ? [`메모리 ${bytes(memory)}`] : [])].join(", ");
    return `노드 없는 파드 ${figure(count)}개${wanted === "" ? "" : `, 요청 ${wanted}`}`;
  },
};
/** What the page says, in Korean. */
export const ko: Words = {
  language: "ko",
  close: "닫기",
  reveal: "YAML로 이동",
  lineToChange: (field) => `${field} 수정`,
  more: (count) => `외 ${count}개`,
  percent: (share) => `${Math.round(share * 100)}%`,
  podState: (state) => podStates[state],
  does,
  happening: (happening) => ("what" in happening ? happening.what.is : `${happening.reason}: ${happening.message}`),
  legend: (look, version) => (version === "any" ? looks[look] : `${version === "new" ? "새 버전" : "이전 버전"}, ${looks[look]}`),
  verdict: (figures) => headlineOf(figures, phrases, sentences),
  state: (state) => verdictTemplates[`state-${state}`],
  trouble: (state) => (state === "suffers" ? "문제" : verdictTemplates[`state-${state}`]),
  finding: ({ sentence }) => saying(sentence),
  assumed: (sentence) => saying(sentence),
  because,
  reason: (step) => reasonOf(step, sentences, objects),
  scriptStep: (step) => scriptStepOf(step, sentences, { named, fault, containers }),
  problem: {
    refused: (line, object, message) => `${line}행, ${object}: ${message}`,
    refusedElsewhere: (file, line, object, message) => `${file} ${line}행, ${object}: ${message}`,
    allRefused: "아무것도 적용되지 않음: API 서버가 모든 오브젝트를 거부함",
    nothingPlayed: "예행연습할 것 없음: 커스텀 리소스만 있음",
    someRefused: (documents) => `실패: API 서버가 거부하는 문서 ${documents}개를 제외함`,
    cluster: (message) => `클러스터를 읽을 수 없음: ${message}`,
    failed: (message) => `예행연습할 수 없음: ${message}`,
    lost: "브라우저가 시뮬레이션을 중지했습니다. 메모리가 부족했을 수 있습니다. 다음에 편집하면 다시 시작합니다.",
    unreadable: (message) => `저장된 트레이스 파일이 아닙니다: ${message}`,
    largeTrace: (name, megabytes, most) =>
      withParticles(
        `${name}은(는) 너무 커서(${megabytes.toLocaleString("ko")} MB) 표시할 수 없습니다. 저장된 트레이스는 ${most} MB(파드 약 50,000개)까지 표시할 수 있습니다.`,
      ),
    tooLarge: ({ name, field, asked, kept }) =>
      withParticles(
        `${name}이(가) 파드 ${asked.toLocaleString("ko")}개를 요청합니다(${field}). 한 번에 표시할 수 있는 최대인 ${kept.toLocaleString("ko")}개만 표시합니다.`,
      ),
    kept: "마지막으로 예행연습할 수 있었던 버전을 표시합니다.",
  },
  welcome: {
    loading: "예행연습 중…",
    drop: "저장된 트레이스를 여기에 놓으세요.",
    title: "예행연습할 것이 없습니다",
    nothing: (file) => `${file}에는 워크로드(Deployment, StatefulSet, DaemonSet, Job, CronJob, ReplicaSet, Pod)가 없습니다.`,
    others: "다음 파일에는 있습니다:",
    later: "API 서버가 받아들일 수 있는 매니페스트가 되면 롤아웃이 여기에 나타납니다.",
  },
  rollout: {
    title: "롤아웃",
    choose: "워크로드",
    about(edits, images, span) {
      return [edits ? saying(editsSentence(edits)) : (images ?? ""), span?.strategy ?? "", span?.paused ? "일시 중지됨" : ""]
        .filter((part) => part !== "")
        .join(" · ");
    },
  },
  overview: {
    title: "워크로드",
    note: (all, changed) => `모두 ${figure(all)}개, 변경 ${figure(changed)}개; 하나를 선택하면 자세히 볼 수 있음`,
    applied: { created: "생성", configured: "변경", unchanged: "변경 없음", refused: "거부됨", unknown: "" },
  },
  timeline: {
    name: "시간",
    cut: (millis) => `${duration(millis)} 생략`,
    atMost: (count) => `최대 ${figure(count)}`,
    atATime: (count) => `동시 ${figure(count)}`,
    mustStay: (count) => `최소 ${figure(count)}`,
    noPods: "파드 없음",
    marks: { grow: "파드 추가", shrink: "파드 제거", asked: "사용자 요청", trouble: "문제", ready: "파드 준비", done: "완료" },
  },
  load: {
    on: (name) => `${name}의 부하`,
    now: (now, most, isEach) => `CPU ${now}, 최대 ${most}, ${isEach ? "파드마다" : "모든 파드 합계"}`,
  },
  traffic: { to: (service) => `${service} 트래픽`, dead: (from, to) => `${from}–${to} 준비된 엔드포인트 없음` },
  controls: {
    name: "재생",
    start: "처음으로",
    previous: "이전 단계",
    next: "다음 단계",
    play: "재생",
    pause: "일시 정지",
    speed: "속도",
    worst: "최악의 시점: 준비된 파드가 가장 적을 때",
    worstShort: "최악의 시점",
    playShort: "재생",
    pauseShort: "정지",
    zoomIn: "확대",
    zoomOut: "축소",
  },
  tabs: { steps: "단계", pods: "파드", workloads: "워크로드", history: "이력", events: "이벤트", services: "서비스", console: "콘솔" },
  console: {
    printed: "kubectl 출력",
    prompt: (time) => `${time}의 kubectl`,
    invitation:
      "재생 위치의 클러스터에서 kubectl을 실행합니다. Tab으로 자동 완성하고 화살표 키로 이전 명령을 불러옵니다. 클러스터를 변경하는 명령은 이 시점의 시나리오 단계가 되며, 실행 취소로 제거할 수 있습니다.",
    undo: "실행 취소",
    undone: "취소됨",
    copy: "복사",
    code: (code) => `종료 코드 ${code}`,
  },
  services: {
    none: "이 시점에는 서비스나 인그레스가 없습니다.",
    name: "서비스 또는 인그레스",
    address: "주소와 포트",
    goes: "지금 요청이 가는 곳",
    ready: (ready, all) => `엔드포인트 ${all}개 중 ${ready}개 준비됨`,
    nobody: "갈 곳 없음: 준비된 엔드포인트가 없습니다",
    ending: "종료 중인 파드로: 준비된 다른 파드가 없습니다",
    outside: (name) => withParticles(`클러스터 밖 ${name}(으)로`),
    eachByName: "DNS가 준비된 모든 파드의 주소를 알려 줍니다",
    missing: (name) => withParticles(`서비스 ${name}이(가) 없습니다`),
    unselected: "갈 곳 없음: 엔드포인트도, 파드를 고를 셀렉터도 없습니다",
    refused: "거부됨",
    guarded: (policy) => withParticles(`네트워크폴리시 ${policy}이(가) 허용하는 요청만`),
    way: "홉별 경로",
  },
  steps: {
    name: "롤아웃 단계",
    none: "할 일 없음: 클러스터가 이미 매니페스트와 같습니다.",
    time: "시간",
    does: "동작",
    because: "이유",
    old: "이전",
    new: "새",
    ready: "준비",
    pods: "파드",
    all: "모든 단계",
    copy: "Markdown으로 복사",
    copyShort: "복사",
    reveal: (field) => withParticles(`${field}(으)로 이동`),
  },
  nodes: {
    title: "노드",
    at: (time) => `${time} 시점`,
    none: "클러스터에 노드가 없습니다.",
    pending: (count) => `노드 없는 파드 ${count}개`,
    cordoned: "스케줄 중지",
    fits: "배치 가능",
    chosen: "선택됨",
    taken: (by: string, field: string) => withParticles(`${by}의 파드가 사용 중: ${field}(으)로 이동`),
    cpu: "CPU",
    memory: "메모리",
    pods: "파드",
    map: (nodes, count, chosen) => `노드 ${nodes}개와 파드 ${count}개의 지도${chosen ? `; ${chosen} 선택됨` : ""}`,
    whose: "파드의 소유자",
    mapHint: "노드에 마우스를 올리면 파드를 볼 수 있습니다.",
  },
  why: {
    title: "배치 이유",
    past: "지금까지의 상태",
    close: "파드 닫기",
    wants: (cpu, memory) => `CPU ${cpu}, 메모리 ${memory} 요청`,
    on: (node) => `(${node})`,
    lasting: (time) => `${time} 동안`,
    earlier: (count) => `이전 ${count}개`,
    placedBefore: "예행연습 전에 배치된 파드입니다.",
    onlyNode: "필터를 통과한 다른 노드가 없어 점수를 매기지 않았습니다.",
    notTried: "스케줄러가 아직 배치를 시도하지 않았습니다.",
    whyNode: (node) => `${node}인 이유`,
    whyPending: "노드가 없는 이유",
    asOf: (time) => `${time} 기준`,
    press: "숫자를 선택하면 설명이 표시됩니다",
    skipped: (reason, message) => `스케줄러가 건너뜀: ${reason}${message ? `. ${message}` : ""}.`,
    node: "노드",
    nodes: (count) => `노드 ${count}개`,
    total: "합계",
    refused: (plugin, reasons) => `${plugin} 거부: ${reasons}`,
    arithmetic: (plugin, node, score) => `${plugin}: ${node}에 ${score}점. ${plugins[plugin]?.about ?? "점수 × 가중치"}.`,
    preempts: (node, victims) => withParticles(`${victims}을(를) 축출하면 ${node}에 자리가 생깁니다.`),
    wouldLetIn: "배치하려면",
    remedy,
    goesTo: (node) => `→ ${node}`,
    before: "변경 전",
    after: "변경 후",
    apply: "YAML 편집",
    tried: (state, millis) => `시도 결과: ${verdictTemplates[`state-${state}`]}, ${duration(millis)} 후`,
  },
  containers,
  plugin: (name) => plugins[name] ?? { name, about: name },
  workloads: {
    paused: "일시 중지됨",
    ready: (ready, all) => `${ready}/${all} 준비됨`,
    done: (done, all) => `${done}/${all} 완료`,
    noEndpoint: "준비된 엔드포인트 없음",
    nobody: "소유자 없는 파드",
  },
  history: { revision: (number) => `리비전 ${number}`, newest: "최신", rollBack: "이 리비전으로 롤백" },
  events: { none: "아직 이벤트가 없습니다.", reason: "이유", object: "오브젝트", message: "메시지" },
  change: {
    choose: "예행연습할 대상 선택",
    chooseBefore: "시작 기준 선택",
    rendered: "렌더링한 매니페스트 열기",
    name({ is, name, files }) {
      if (is === "related") return files > 1 ? withParticles(`${name}과(와) 관련 오브젝트`) : name;
      return is === "file" ? name : `${{ folder: "폴더", kustomization: "kustomization", chart: "차트" }[is]} ${name}`;
    },
  },
  menu: {
    name: "예행연습",
    from: "기준",
    origin(origin) {
      if (origin.is === "committed") return `${origin.ref ?? "커밋"} ${origin.commit.slice(0, 7)}`;
      return origin.is === "saved" ? "저장된 파일" : "없음";
    },
    first: "첫 롤아웃: 아직 실행 중인 것이 없음",
    nodes: (count) => `노드 ${figure(count)}개`,
    whatIf: "만약에…",
    pin: "비교용으로 보관",
    unpin: "비교 끝내기",
    save: "저장 및 기타",
    saveShort: "저장",
    trace: "트레이스 JSON",
    scenario: "시나리오 YAML",
    keys: "키보드 단축키",
  },
  compare: {
    title: "비교용으로 보관한 실행",
    note: "같은 시간 축",
    ends: "결과",
    takes: "소요 시간",
    least: "최소 준비",
    peak: "최대 파드",
    kept: "보관",
    now: "현재",
  },
  whatIf: {
    title: "만약에…",
    note: "각 항목은 시나리오의 한 단계이며, 매니페스트 옆에 저장해 다시 실행할 수 있습니다",
    open: "시나리오 열기",
    save: "시나리오 저장",
    ask: "시도",
    at: (time) => `${time}에`,
    wave: (of, amounts, until) => `${of}의 부하: CPU ${amounts.join(" → ")}, ${until}까지`,
    remove: "제거",
    kinds: {
      strategy: "maxSurge와 maxUnavailable 바꾸기",
      replicas: "레플리카 수 바꾸기",
      readiness: "파드가 사용 가능해지기까지 더 기다리기",
      badImage: "이미지 가져오기 실패시키기",
      crash: "새 파드를 얼마 뒤 비정상 종료시키기",
      slow: "새 파드의 준비를 늦추기",
      neverReady: "새 파드가 준비되지 않게 하기",
      nodeFails: "노드의 응답 멈추기",
      nodeLost: "노드와 그 파드를 바로 삭제하기",
      zoneLost: "존 전체의 응답 멈추기",
      podDeleted: "파드 하나 삭제하기",
      drain: "노드 드레인하기",
      label: "노드에 레이블 달기",
      taint: "노드에 테인트 달기",
      addNode: "노드 추가하기",
      load: "부하 주기(모든 파드의 CPU 합)",
      loadWave: "부하를 올렸다가 다시 내리기",
      scale: "롤아웃 중에 스케일하기",
      rollback: "롤백하기",
      restart: "재시작하기",
      pause: "일시 중지하기",
      resume: "재개하기",
    },
    blanks: {
      strategy: ["maxSurge", "maxUnavailable"],
      replicas: ["레플리카"],
      readiness: ["초"],
      crash: ["초"],
      slow: ["초"],
      scale: ["레플리카"],
      nodeFails: ["노드"],
      nodeLost: ["노드"],
      zoneLost: ["존"],
      drain: ["노드"],
      label: ["노드", "레이블"],
      taint: ["노드", "테인트"],
      addNode: ["이름", "CPU", "메모리"],
      load: ["CPU"],
      loadWave: ["CPU까지", "초 안에", "초 동안"],
    },
  },
  cluster: {
    title: "클러스터",
    note: "예행연습할 노드; 기본 스토리지 클래스가 볼륨을 만듭니다",
    open: "파일 열기…",
    own: "내 클러스터의 노드 사용",
    paste: "kubectl get nodes,pods -A -o json의 출력을 붙여 넣거나 끌어다 놓으세요",
    classes: "스토리지 클래스(첫 번째가 기본값)",
    opened: (name, count) => `${name}의 오브젝트 ${count}개`,
    add: "노드 풀 추가",
    remove: (name) => `${name} 제거`,
    presets: { threeSmall: "작은 노드 셋", oneNode: "노드 하나", withSpot: "스팟 풀 포함", hundred: "노드 100개", thousands: "노드 5,000개" },
    fields: {
      name: "이름",
      count: "노드 수",
      cpu: "CPU",
      memory: "메모리",
      pods: "파드",
      zones: "존",
      labels: "레이블",
      taints: "테인트",
      conditions: "상태",
      version: "kubelet",
    },
    faults: {
      amount: "2, 500m, 4Gi 같은 수량",
      count: "0에서 5,000까지의 정수",
      name: "소문자, 숫자와 -",
      taint: "key=value:NoSchedule, PreferNoSchedule 또는 NoExecute",
      label: "쉼표로 구분한 key=value",
      condition: "MemoryPressure, DiskPressure, PIDPressure, NetworkUnavailable, NotReady",
      version: "v1.36.0 같은 버전",
      "not-json": "JSON이 아닙니다. kubectl get nodes,pods -A -o json의 출력을 쓰거나 YAML 파일을 여세요.",
      "no-nodes": "읽을 수 있는 노드가 없습니다.",
    },
  },
  keys: [
    ["Space", "재생 또는 일시 정지"],
    ["← →", "시간 이동; Shift로 더 멀리"],
    ["PageUp PageDown", "이전 단계, 다음 단계"],
    ["Home End", "처음으로, 끝으로"],
    ["w", "최악의 시점"],
    ["+ − 0", "확대, 축소, 전체"],
    ["F12", "단계에서: 관련 YAML로 이동"],
    ["Esc", "열린 것 닫기"],
  ],
};

/** The scheduler's plugins in few words, and what a score of each is made of. */
const plugins: Readonly<Record<string, { readonly name: string; readonly weight?: number; readonly about: string }>> = {
  NodeResourcesFit: { name: "리소스 여유", about: "CPU와 메모리가 많이 남을수록 높은 점수, 최대 100" },
  NodeResourcesBalancedAllocation: { name: "균형", about: "파드를 배치해도 변화가 없으면 75, CPU와 메모리 사용이 고르게 될수록 높은 점수" },
  PodTopologySpread: { name: "분산", weight: 2, about: "존과 노드에 같은 파드가 적을수록 높은 점수, 최대 100, 두 배로 반영" },
  InterPodAffinity: {
    name: "파드 어피니티",
    weight: 2,
    about: "가까이 있어야 할 파드가 있으면 높고 멀리 있어야 할 파드가 있으면 낮은 점수, 최대 100, 두 배로 반영",
  },
  TaintToleration: { name: "테인트", weight: 3, about: "허용하지 않는 PreferNoSchedule 테인트의 비율만큼 100점에서 감점, 세 배로 반영" },
  NodeAffinity: { name: "노드 어피니티", weight: 2, about: "일치하는 선호 조건의 가중치를 100점 만점으로 환산, 두 배로 반영" },
  ImageLocality: { name: "이미지", about: "노드에 이미 있는 이미지의 크기에 따른 점수" },
  VolumeBinding: { name: "볼륨", about: "스토리지가 클레임에 얼마나 맞는지" },
  NodeUnschedulable: { name: "스케줄 중지", about: "노드가 새 파드를 받는지 여부" },
  NodeName: { name: "노드 이름", about: "파드가 다른 노드를 지정하는지 여부" },
  NodePorts: { name: "호스트 포트", about: "호스트 포트가 비어 있는지 여부" },
};
