import { translated } from "../../../api/words/sentence.ts";
import type { en } from "./en.ts";

/** The same in Korean. */
export const ko = translated<typeof en>()({
  // never completes
  "no-room-on-nodes": "{workload}이(가) 완료되지 않습니다. 파드 {count}개를 위한 자리가 있는 노드가 없습니다({reasons}).",
  "no-room-for-surge": "{workload}이(가) 완료되지 않습니다. 이전 파드와 함께 새 파드를 둘 자리가 있는 노드가 없습니다({reasons}).",
  "host-port-on-all-nodes": "{workload}이(가) 완료되지 않습니다. 파드 {count}개가 쓸 이 호스트 포트가 비어 있는 노드가 없습니다({reasons}).",
  "host-port-taken-by-old": "{workload}이(가) 완료되지 않습니다. 새 파드가 실행될 때까지 이전 파드가 이 호스트 포트를 사용합니다({reasons}).",
  "anti-affinity-too-strict": "{workload}이(가) 완료되지 않습니다. 이 규칙 때문에 파드 {count}개에 맞는 노드가 없습니다({reasons}).",
  "anti-affinity-keeps-surge-out":
    "{workload}이(가) 완료되지 않습니다. 이 규칙 때문에 이전 파드가 있는 노드에는 새 파드를 둘 수 없습니다({reasons}).",
  "spread-too-strict": "{workload}이(가) 완료되지 않습니다. 이 분산 제약 조건 때문에 파드 {count}개에 맞는 노드가 없습니다({reasons}).",
  "no-node-matches": "{workload}이(가) 완료되지 않습니다. 파드 {count}개에 맞는 노드가 없습니다({reasons}).",
  "volume-in-use": "{workload}이(가) 완료되지 않습니다. 클레임 {claim}은(는) {mode}이므로 서로 다른 노드의 파드가 함께 쓸 수 없습니다.",
  "volume-held-by-old": "{workload}이(가) 완료되지 않습니다. 클레임 {claim}은(는) {mode}이고, 새 파드가 준비될 때까지 이전 파드가 사용합니다.",
  "quota-full":
    "{workload}이(가) 완료되지 않습니다. ResourceQuota {quota}은(는) {resource} {hard}까지 허용하는데 {used}을(를) 사용 중이고, 파드 하나에 {needs}이(가) 필요합니다.",
  "quota-full-for-surge":
    "{workload}이(가) 완료되지 않습니다. 업데이트 중에는 파드가 하나 더 필요한데, ResourceQuota {quota}은(는) {resource} {hard}까지 허용하고 {used}을(를) 사용 중입니다.",
  "quota-wants-amount": "{workload}에 파드가 생기지 않습니다. ResourceQuota {quota} 때문에 {resource}이(가) 필요한데 이 컨테이너에는 없습니다.",
  "deadline-before-ready": "{workload}의 롤아웃은 {deadline}초 뒤에 실패합니다. 프로브에 따르면 파드는 빨라도 {seconds}초 뒤에 준비됩니다.",
  "deadline-passes": "{workload}의 롤아웃은 {deadline}초 뒤에 실패합니다. 그때까지 파드가 준비되지 않습니다.",
  "first-probe": "이 시간이 지나야 준비 상태를 처음 확인합니다",
  "old-pod-blocks-update":
    "{workload}이(가) 완료되지 않습니다. 이전 템플릿의 {pod}을(를) 기다리지만 이 파드는 준비되지 않습니다. 적용한 뒤 {pod}을(를) 삭제하세요.",
  "partition-above-replicas":
    "{workload}의 어떤 파드에도 새 템플릿이 적용되지 않습니다. partition {partition} 때문에 파드 {replicas}개가 모두 그대로 남습니다.",
  "waits-for-delete": "{workload}의 파드는 삭제할 때까지 새 템플릿이 적용되지 않습니다. 전략이 OnDelete입니다.",
  "runs-on-no-node": "{workload}이(가) 어느 노드에서도 실행되지 않습니다. 노드 {nodes}개 중 파드에 맞는 {nodes:노드|노드}가 없습니다.",
  "rollout-paused": "{workload}이(가) 새 템플릿의 파드를 시작하지 않습니다. 일시 중지되어 있습니다.",
  "never-ready": "{workload}이(가) 완료되지 않습니다. 컨테이너 {container}의 프로브가 성공하지 않습니다.",
  "nothing-listens":
    "{workload}이(가) 완료되지 않습니다. 프로브는 포트 {port}을(를) 확인하지만 컨테이너 {container}은(는) 어떤 포트에서도 수신 대기하지 않습니다.",
  "probes-wrong-port":
    "{workload}이(가) 완료되지 않습니다. 프로브는 포트 {port}을(를) 확인하지만 컨테이너 {container}은(는) 포트 {listens}에서 수신 대기합니다.",
  "probes-wrong-path": "{workload}이(가) 완료되지 않습니다. 컨테이너 {container}은(는) {path}에 {status}(으)로 응답합니다.",
  "container-keeps-ending": "{workload}이(가) 완료되지 않습니다. 컨테이너 {container}이(가) {seconds}초 후 코드 {code}(으)로 종료되기를 반복합니다.",
  "container-ends-later": "{workload}의 컨테이너 {container}이(가) {seconds}초 후 코드 {code}(으)로 종료되기를 반복합니다.",
  "command-missing-here": "{workload}이(가) 완료되지 않습니다. 컨테이너 {container}의 이미지에 이 명령이 없습니다.",
  "port-not-named": "{service}의 포트 {port}이(가) 연결되는 곳이 없습니다. 파드의 컨테이너에 이름이 {target}인 포트가 없습니다.",
  "port-not-open": "{service}의 포트 {port}이(가) 연결되는 곳이 없습니다. 파드에서 포트 {target}을(를) 수신 대기하는 것이 없습니다.",
  "port-elsewhere": "{service}의 포트 {port}이(가) 연결되는 곳이 없습니다. 파드는 포트 {target}이(가) 아니라 {open}에서 수신 대기합니다.",
  "port-taken-in-pod":
    "{workload}이(가) 완료되지 않습니다. 같은 파드의 {holder}이(가) 사용 중이어서 컨테이너 {container}이(가) 포트 {port}에서 수신 대기할 수 없습니다.",
  "holds-port": "컨테이너 {holder}이(가) 포트 {port}을(를) 사용합니다",
  "init-never-ends": "{workload}이(가) 완료되지 않습니다. 초기화 컨테이너 {container}이(가) 종료되지 않아 다른 컨테이너가 기다립니다.",
  "liveness-kills-start":
    "{workload}이(가) 완료되지 않습니다. 컨테이너 {container}은(는) {starts}초 후 수신 대기하는데 활성 프로브가 {seconds}초 후 강제로 종료합니다.",
  "startup-kills-start":
    "{workload}이(가) 완료되지 않습니다. 컨테이너 {container}은(는) {starts}초 후 수신 대기하는데 스타트업 프로브가 {seconds}초 후 강제로 종료합니다.",
  "probe-kills-later": "{workload}이(가) 계속 재시작됩니다. 컨테이너 {container}의 프로브가 확인하는 이것이 {from}초 후부터 실패합니다.",
  "probe-always-kills":
    "{workload}이(가) 계속 재시작됩니다. 컨테이너 {container}의 이 프로브는 성공하지 않아 {seconds}초 후 컨테이너를 강제로 종료합니다.",
  "key-missing": "{workload}이(가) 완료되지 않습니다. {config}에 키 {key}이(가) 없습니다.",
  "config-missing": "{workload}이(가) 완료되지 않습니다. {config}이(가) 없습니다.",
  "claim-missing": "{workload}이(가) 완료되지 않습니다. PersistentVolumeClaim {claim}이(가) 없습니다.",
  "claim-unbound": "{workload}이(가) 완료되지 않습니다. 클레임 {claim}에 스토리지 클래스 {class}의 볼륨이 생기지 않습니다.",
  "job-deadline": "{workload}이(가) 실패합니다. 기한인 {seconds}초가 지나도 파드가 실행 중입니다.",
  "job-fails":
    "{workload}이(가) {completions}개 중 {done}개만 완료하고 실패합니다. 컨테이너 {container}이(가) 코드 {code}(으)로 종료되고 재시도는 {limit}번까지입니다.",
  "job-runs-on": "{workload}이(가) 완료되지 않습니다. 컨테이너 {container}이(가) 종료되지 않습니다.",
  "others-end": "파드의 다른 컨테이너는 종료됩니다",
  "schedule-never-fires": "{workload}은(는) 실행되지 않습니다. {schedule}에 맞는 날이 없습니다.",
  "cron-suspended": "{workload}은(는) 실행되지 않습니다. 일시 중지되어 있습니다.",
  "starting-deadline-too-short":
    "{workload}은(는) 실행되지 않을 수 있습니다. 실행은 최대 {seconds}초까지 늦게 시작할 수 있는데 쿠버네티스는 {lateness}초마다 스케줄을 확인합니다.",
  "never-completes": "{workload}이(가) 완료되지 않습니다: {because}.",
  "image-refused": "{workload}이(가) 완료되지 않습니다. 컨테이너 {container}을(를) 시작할 수 없습니다: {message}",
  "waits-for-host": "{workload}이(가) 완료되지 않습니다. 컨테이너 {container}이(가) {host}을(를) 기다립니다.",
  "pods-refused": "{workload}이(가) 완료되지 않습니다. 파드가 거부됩니다: {message}",
  "apply-refused": "{object}을(를) 적용할 수 없습니다: {message}",

  // completes, but hurts
  "scaled-to-nothing": "이 변경 뒤에 {workload}에는 파드가 없습니다.",
  "down-from-then-on": "{time} 후부터 {workload}에 준비된 파드가 없습니다.",
  "down-for-a-time": "{time} 동안 {workload}에 준비된 파드가 없습니다.",
  "down-behind-service": "{workload}의 파드가 한꺼번에 교체되어 {time} 동안 {service}에 엔드포인트가 없습니다.",
  "its-service": "요청을 보내는 서비스",
  "service-without-pods": "{time} 후부터 {service}에 엔드포인트가 없습니다. 셀렉터가 파드의 레이블과 더 이상 맞지 않습니다.",
  "service-without-pods-for": "{time} 동안 {service}에 엔드포인트가 없습니다. 셀렉터의 레이블을 가진 준비된 파드가 없습니다.",
  "traffic-before-start":
    "준비성 프로브가 없어서 {service}이(가) {workload}의 새 파드에, 컨테이너 {container}이(가) 수신 대기하기 최대 {seconds}초 전부터 요청을 보냅니다.",
  "readiness-removed": "컨테이너 {container}에 준비성 프로브가 없어졌으므로, {service}은(는) {workload}의 새 파드가 실행되자마자 요청을 보냅니다.",
  "hook-longer-than-grace":
    "{workload}의 파드가 강제로 종료됩니다. 컨테이너 {container}의 preStop 훅은 {hook}초가 걸리지만 유예 기간은 {grace}초입니다.",
  "stop-longer-than-grace":
    "{workload}의 파드가 강제로 종료됩니다. 컨테이너 {container}을(를) 종료하는 데 {needs}초(preStop 훅 {hook}초)가 필요하지만 유예 기간은 {grace}초입니다.",
  "the-hook": "preStop 훅",
  "peak-over-quota":
    "{workload}의 업데이트가 한 번에 만들어야 할 만큼 파드를 만들지 못합니다. ResourceQuota {quota}은(는) {resource} {hard}까지 허용합니다.",
  "one-zone": "{workload}의 파드 {pods}개가 모두 {zones}개 존 중 하나인 {zone}에서 실행됩니다.",
  "runs-overlap": "{workload}의 실행이 겹칩니다. 한 번 실행에 {takes}이(가) 걸리는데 다음 실행은 {gap} 뒤에 시작합니다.",
  "runs-replace": "{workload}의 실행이 완료되지 않습니다. 한 번 실행에 {takes}이(가) 걸리는데 {gap} 뒤에 다음 실행이 대신합니다.",
  "history-unbounded": "{workload}은(는) 지난 오브젝트 {limit}개를 보관합니다.",
  "unavailable-rounds-up":
    "{workload}은(는) 파드를 한 번에 하나씩 내립니다. {replicas}개의 {maxUnavailable}은(는) 0으로 내림되는데, 서지가 없으면 쿠버네티스는 1을 씁니다.",
  "liveness-before-readiness":
    "{workload}의 컨테이너 {container}을(를) 준비 상태를 처음 확인하기({asks}초) 전인 {ends}초 후에 활성 프로브가 강제로 종료할 수 있습니다.",

  // disruption
  "drain-never-ends": "{budget}은(는) 축출을 허용하지 않습니다. 파드 {pods}개 중 {needs}개가 남아야 합니다. 노드 드레인이 끝나지 않습니다.",
  "its-pods": "이 PodDisruptionBudget의 파드",
  "budget-lets-all-go": "{budget}은(는) 아무것도 보호하지 않습니다. 파드 {pods}개를 한꺼번에 축출하도록 허용합니다.",
  "budget-without-pods": "{budget}은(는) 아무것도 보호하지 않습니다. {workload}의 파드도, 다른 파드도 선택하지 않습니다.",
  "budget-against-autoscaler":
    "{autoscaler}이(가) 최소인 {least}개를 실행하는 동안 {budget}은(는) 축출을 허용하지 않습니다. 그때는 노드 드레인이 끝나지 않습니다.",

  // autoscaling
  "autoscaler-resets-replicas": "적용할 때마다 {workload}의 레플리카가 {replicas}개가 되고, {autoscaler}이(가) 다시 {min}~{max}개로 바꿉니다.",
  "replicas-outside": "{autoscaler}의 범위는 {min}~{max}개이므로 {workload}의 레플리카 {replicas}개를 곧바로 바꿉니다.",
  "its-autoscaler": "오토스케일러",
  "autoscaler-cannot-measure":
    "{autoscaler}은(는) 스케일하지 않습니다. 백분율의 기준이 되는 {resource} 요청이 {workload}의 컨테이너 {container}에 없습니다.",
  "autoscaler-without-target": "{autoscaler}은(는) 스케일하지 않습니다. {target}이(가) 없습니다.",
  "autoscaler-at-maximum": "{autoscaler}은(는) 목표에 도달할 수 없습니다. 시나리오의 부하에는 레플리카가 {max}개보다 더 필요합니다.",
  "autoscaler-cannot-scale": "{autoscaler}은(는) 스케일하지 않습니다. 최소와 최대가 모두 {max}개입니다.",
  "autoscaler-flaps": "시나리오의 부하에서 {autoscaler}은(는) 방향을 {turns}번 바꿉니다.",
  "autoscaler-does-not-wait": "{autoscaler}은(는) 부하가 잠깐만 줄어도 곧바로 스케일 다운합니다.",

  // what the edit does
  "keeps-old-config": "{config}은(는) 아무것도 재시작하지 않습니다. {workload}의 파드는 교체될 때까지 이전 값을 씁니다.",

  // what is assumed
  "assumed-cluster": "선택한 클러스터가 없으므로 CPU 2개와 4Gi인 노드 세 개",
  "assumed-attached": "노드 하나에만 연결할 수 있는 볼륨",
  "assumed-image": "컨테이너 {container}에서 {image}이(가) 하는 일",
  "assumed-process": "컨테이너 {container}이(가) 하는 일",
  "assumed-command": "컨테이너 {container}의 명령 일부가 하는 일",
  "assumed-start": "프로세스가 시작하는 데 걸리는 시간",
  "assumed-slow": "준비성 프로브가 기다리는 {seconds}초가 필요한 프로세스",
  "assumed-slow-start": "시작하는 데 시간이 걸리는 프로세스",
  "assumed-absent": "{config}이(가) 없는 클러스터",
  "assumed-classes": "클러스터의 스토리지 클래스",
  "assumed-meant": "{workload}을(를) 가리킨다는 것",
  "assumed-load": "변하는 부하",
  "assumed-processes": "프로세스가 하는 일",
  assuming: "{finding} 가정: {assumed}.",

  // what can be done
  "fix-value": "{field} {value}",
  "fix-remove": "{field} 없이",
  "fix-former": "{field}을(를) 이전대로",
  "fix-strategy": "maxSurge {maxSurge}, maxUnavailable {maxUnavailable}",
  "fix-recreate": "Recreate 전략",
  "fix-several": "{fixes}",
  "fix-preferred": "이 규칙을 필수 대신 선호로",
  "fix-tolerate": "{taint} 톨러레이션 추가",
  "fix-startup-probe": "{seconds}초의 스타트업 프로브",
  "fix-readiness-probe": "포트 {port}의 준비성 프로브",
  "fix-spread": "가능하면 존에 분산",
  "fix-checksum": "파드를 교체하는 체크섬 어노테이션",
  "fix-title": "{fix}: {result}",
  "fixed-completes": "{time} 만에 완료",
  "fixed-completes-floor": "{time} 만에 완료, 항상 {wants}개 중 {least}개 이상",
  "fixed-runs": "예행연습함",

  // what the edit does, in a lens
  "replaces-pods": "파드 {count}개를 교체({count:파드|파드} {pace}), 약 {time}",
  "one-at-a-time": "하나씩",
  "some-at-a-time": "한 번에 최대 {count}개",
  "all-at-once": "한꺼번에",
  "starts-pods": "파드 {count}개 시작({count:파드|파드}), 약 {time}",
  "scales-pods": "파드 {from} → {to}개, 약 {time}",
  "restarts-nothing": "아무것도 재시작하지 않음",
  "restarts-nothing-config": "아무것도 재시작하지 않음: 파드는 교체될 때까지 이전 {kind}을(를) 씀",
  "cannot-apply": "적용할 수 없음: {field}은(는) 바꿀 수 없음",
  "edit-never-completes": "완료되지 않음",

  // the verdict
  "verdict-completes": "{time} 만에 완료됩니다.",
  "verdict-hurts": "{time} 만에 완료되지만 문제가 있습니다: {finding}",
  "verdict-never": "{finding}",

  // times
  "lasts-seconds": "{seconds}초",
  "lasts-minutes": "{minutes}분",
  "lasts-minutes-seconds": "{minutes}분 {seconds}초",
  "lasts-hours": "{hours}시간",
  "lasts-hours-minutes": "{hours}시간 {minutes}분",
  "for-ever": "무한한 시간",
});
